"""What can go wrong, as a tree.

SvodError
├── UsageError        the caller asked for something that can't be done (exit status 2)
├── SourceError       one report can't be read; becomes a Failure, the other reports go on
│   ├── Unreadable    no such file, no permission, binary, an encoding that nothing explains
│   ├── Empty         nothing to read in it
│   ├── TooLarge      over the size limit
│   └── Malformed     JSON, HTML or a table that can't be parsed, or is nested too deeply
└── DataError         a file that svod ships (language data, weights) is broken: a bug of ours
"""

from __future__ import annotations


class SvodError(Exception):
    """Every error that svod raises on purpose; its text is a sentence for the user."""


class UsageError(SvodError):
    """The caller asked for something that can't be done."""


class SourceError(SvodError):
    """One report can't be read.

    Args:
        message: what is wrong, in words for the user, without the file's name.
        stage: the step that gave up: `open`, `decode`, `parse`, `read` …
    """

    def __init__(self, message: str, stage: str = "open") -> None:
        super().__init__(message)
        self.stage = stage


class Unreadable(SourceError):  # noqa: N818  (the names read as the states they describe)
    """No such file, no permission, binary data, or an encoding that nothing explains."""


class Empty(SourceError):  # noqa: N818
    """There is nothing to read."""


class TooLarge(SourceError):  # noqa: N818
    """Over the size limit."""


class Malformed(SourceError):  # noqa: N818
    """Can't be parsed, or is nested too deeply."""


class DataError(SvodError):
    """A file that svod ships is broken."""
