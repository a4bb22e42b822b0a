"""`python -m svod` is the command `svod`."""

from svod.cli import main

main()
