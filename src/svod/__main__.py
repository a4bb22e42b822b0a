"""`python -m svod` and the command `svod`: what runs before anything is loaded."""

from __future__ import annotations

import signal

# Ctrl-C while Python still loads the program would show Python's own traceback; until `cli.main` takes over, it just ends.
signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> None:
    """Loads the command line and runs it."""
    from svod import cli

    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()


if __name__ == "__main__":
    main()
