"""Svod reads many news reports in any language and sets each story out as one account in which every word can be checked.

>>> import svod                                                            # doctest: +SKIP
>>> collection = svod.read("examples/sample/reports")                              # doctest: +SKIP
>>> for quotation in collection.readings[0].quotations: ...                # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svod.errors import SvodError
    from svod.pipeline import annotate, read
    from svod.records import Collection, Entity, Failure, Mention, Quotation, Reading, Report, Span, Statement, Story

__version__ = "0.1.0"
__all__ = [
    "Collection",
    "Entity",
    "Failure",
    "Mention",
    "Quotation",
    "Reading",
    "Report",
    "Span",
    "Statement",
    "Story",
    "SvodError",
    "annotate",
    "read",
]


def __getattr__(name: str) -> Any:
    # Everything is loaded when first asked for: the stages bring numpy and language data with them.
    if name not in __all__:
        raise AttributeError(f"module 'svod' has no attribute {name!r}")
    rooms = {"annotate": "pipeline", "read": "pipeline", "SvodError": "errors"}
    return getattr(import_module(f"svod.{rooms.get(name, 'records')}"), name)
