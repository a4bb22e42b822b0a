"""How days, languages and untrusted text are put."""

from __future__ import annotations

import doctest
from datetime import date

import pytest

from svod.records import Placement, Published
from svod.views import words


def test_examples() -> None:
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2031-05-06", "6 May 2031"), ("2031-05-06TEV", "6 May 2031, evening"), ("2031", "2031"), ("2031-W07", "week 7 of 2031"),
        ("2031-W07-WE", "weekend of week 7 of 2031"), ("2031-13", "2031-13"), ("P4Y", "P4Y"), ("FUTURE_REF", "in the future"),
        ("XXXX-05-06", "XXXX-05-06"), ("203", "2030s"), ("20", "the years 2000–2099"), ("2031-Q3", "third quarter of 2031"),
        ("2031-H1", "first half of 2031"), ("FY2031", "fiscal year 2031"), ("2031-05-06/2031-05-09", "6 May 2031 – 9 May 2031"),
        ("XXXX-WXX-5", "a Friday"), ("2031-05-06T18:00/2031-05-06T20:30", "6 May 2031, 18:00 – 6 May 2031, 20:30"),
    ],
)  # fmt: skip
def test_time_values(value: str, said: str) -> None:
    assert words.when(value) == said


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (None, "date unknown"),
        (Published(date(2031, 5, 6), date(2031, 5, 6), "metadata"), "6 May 2031 (metadata)"),
        (Published(date(2031, 5, 6), date(2031, 5, 7), "story"), "6 or 7 May 2031 (inferred)"),
        (Published(date(2031, 4, 30), date(2031, 5, 1), "text"), "30 April or 1 May 2031 (by its text)"),
        (Published(date(2031, 5, 1), date(2031, 5, 6), "user"), "1 to 6 May 2031 (set by hand)"),
    ],
)
def test_publication_days(published: Published | None, said: str) -> None:
    assert words.published(published) == said


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        (0, 0, "day 0 of the story"), (0, 1, "day 0 or +1 of the story"), (-1, 3, "day −1 to +3 of the story"),
        (2, None, "day +2 or later of the story"), (None, None, "date unknown"),
    ],
)  # fmt: skip
def test_publication_days_counted_from_day_0(earliest: int | None, latest: int | None, said: str) -> None:
    assert words.published(None, Placement("r", earliest, latest)) == said
    known = Published(date(2031, 5, 6), date(2031, 5, 6), "metadata")
    assert words.published(known, Placement("r", earliest, latest)) == "6 May 2031 (metadata)"


def test_shortening_cuts_between_words() -> None:
    assert words.shorten("Trajekt Galeb nasukao se", 18) == "Trajekt Galeb…"
    assert words.shorten("kratko", 18) == "kratko"
    assert len(words.shorten("x" * 50, 18)) == 18
