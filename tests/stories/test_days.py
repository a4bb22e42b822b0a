"""What two reports' days say of their telling the same news."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from svod.reading.reader import read_report
from svod.records import Published, Report
from svod.stories.days import MOST_DAYS, STAMPS, Days, agreement, day_table, days_of, rarity

ONES = np.ones(1 + MOST_DAYS, dtype=np.float32)


def said(ours: Days, theirs: Days) -> float:
    return float(agreement(ours, ONES, day_table([theirs]), ONES[None])[0])


def days(text: str, published: date | None = None) -> Days:
    known = Published(published, published, "metadata") if published else None
    return days_of(read_report(Report("r", "r.txt", text, published=known)))


def test_days_of_a_report() -> None:
    long = "Popravak je počeo kasno, a građani se čude zašto nitko prije nije pregledao stupove. " * 3
    found = days(f"Most zatvoren\nGradonačelnica je u ponedjeljak zatvorila most. {long}Bit će otvoren 12. lipnja.\n")
    assert (found.stamp, found.weekdays) == (0, 1)
    assert date.fromordinal(date(2020, 1, 1).toordinal() + found.named[-1] - 1) == date(2020, 6, 12)
    assert days("Most je zatvoren.", date(2019, 3, 2)).year == 2019


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (Days(100, 2018), Days(100, 2018), STAMPS[0]),
        (Days(100, 2018), Days(101, 2018), STAMPS[1]),
        (Days(100, 2018), Days(100, 2019), STAMPS[-1]),
        (Days(100), Days(100, 2019), STAMPS[0]),
        (Days(366, 2018), Days(1, 2019), STAMPS[1]),
        (Days(366), Days(1), STAMPS[1]),
        (Days(100, 2018), Days(), 0.0),
        (Days(), Days(), 0.0),
    ],
    ids=["same", "next", "a year later", "year unknown", "new year", "new year, years unknown", "unknown", "nothing"],
)  # fmt: skip
def test_days_of_two_reports(ours: Days, theirs: Days, expected: float) -> None:
    assert said(ours, theirs) == said(theirs, ours) == pytest.approx(expected)


def test_weekdays_and_named_days() -> None:
    assert (
        said(Days(weekdays=1), Days(weekdays=1))
        > 0
        > said(Days(weekdays=1), Days(weekdays=2))
        > said(Days(weekdays=1), Days(weekdays=8))
    )
    assert said(Days(weekdays=1), Days(weekdays=64)) == said(Days(weekdays=1), Days(weekdays=2))
    assert said(Days(named=(40, 80)), Days(named=(80,))) > 0 > said(Days(named=(40,)), Days(named=(80,)))


@pytest.mark.parametrize(("told", "expected"), [(2, 0.5), (3, 0.5), (4, -0.6), (6, -1.5)], ids=str)
def test_weekdays_that_follow_from_a_day_count_alike_on_either_side(told: int, expected: float) -> None:
    undated, dated = Days(weekdays=1 << told), Days(256, 2023, weekdays=-(1 << 3 | 1 << 2))
    assert said(undated, dated) == said(dated, undated) == pytest.approx(expected)


def test_agreement_of_all_says_little() -> None:
    alone = rarity(Days(100, 2018), day_table([Days(n * 20 + 5, 2018) for n in range(15)]))
    crowd = rarity(Days(100, 2018), day_table([Days(100, 2018)] * 15))
    assert alone[0] > 0.9 > 0.3 > crowd[0]
    shared = rarity(Days(named=(88, 12)), day_table([Days(named=(88,))] * 15))
    assert shared[1] < 0.3 < 0.9 < shared[2]
