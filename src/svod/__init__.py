"""Svod reads many news reports in any language and sets each story out as one account in which every word can be checked.

>>> import svod                                                            # doctest: +SKIP
>>> collection = svod.read("examples/sample/reports")                              # doctest: +SKIP
>>> for quotation in collection.readings[0].quotations: ...                # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from svod.errors import SvodError
from svod.records import Collection, Entity, Failure, Mention, Quotation, Reading, Report, Span, Statement, Story

if TYPE_CHECKING:
    from svod.pipeline import annotate, read

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
    # The stages bring numpy and language data with them; they are loaded when first asked for.
    if name in ("annotate", "read"):
        from svod import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'svod' has no attribute {name!r}")
