"""`python -m svod` and the command `svod`: what runs before anything is loaded."""

from __future__ import annotations

import os
import signal

# Ctrl-C while Python still loads the program would show Python's own traceback; until `cli.main` takes over, it just ends.
signal.signal(signal.SIGINT, signal.SIG_DFL)

# The matrices of one report are small: threads of numpy would wait for each other longer than they work, and with several processes fight.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    """Loads the command line and runs it."""
    from svod import cli

    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()


if __name__ == "__main__":
    main()
