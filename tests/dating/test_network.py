"""The network of days: what follows from constraints, and what is refused."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from svod.dating.network import Constraint, Network


def test_a_constraint_bounds_the_other_day() -> None:
    network = Network(-10, 10)
    assert network.restrict(("meeting",), [0], "the meeting is day 0")
    assert network.add(Constraint(("report",), ("meeting",), -1, -1, "it says yesterday"))
    assert network.days(("report",)) == [1]
    assert network.bounds(("report",)) == (1, 1)


def test_reasons_come_as_a_chain() -> None:
    network = Network(-10, 10)
    network.restrict(("meeting",), [0], "the meeting is day 0")
    network.add(Constraint(("report",), ("meeting",), -1, -1, "it says yesterday"))
    assert [reason for reason, _ in network.chain(("report",))] == ["it says yesterday", "the meeting is day 0"]
    assert [reason for reason, _ in network.chain(("report",), most=1)] == ["it says yesterday"]


def test_what_contradicts_is_refused_and_changes_nothing() -> None:
    network = Network(-10, 10)
    network.restrict(("a",), [0], "")
    network.add(Constraint(("a",), ("b",), 2, 2, ""))
    network.add(Constraint(("b",), ("c",), 1, 3, ""))
    assert not network.add(Constraint(("a",), ("c",), 0, 1, "too early"))
    assert not network.restrict(("c",), [9], "too late")
    assert network.days(("c",)) == [3, 4, 5]
    assert network.add(Constraint(("a",), ("c",), 4, 8, "late enough"))
    assert network.days(("c",)) == [4, 5]


def test_weekdays_are_sets_of_days() -> None:
    network = Network(-20, 20)
    network.restrict(("wednesday",), [0], "")
    network.restrict(("tuesday",), [d for d in range(-20, 21) if (d + 1) % 7 == 0], "a Tuesday")
    network.add(Constraint(("report",), ("tuesday",), -6, 0, "last Tuesday"))
    network.add(Constraint(("report",), ("wednesday",), 0, 0, "today"))
    assert network.days(("tuesday",)) == [-1]


def test_nothing_known_is_no_bound() -> None:
    network = Network(-10, 10)
    network.add(Constraint(("a",), ("b",), 0, 3, ""))
    assert network.bounds(("a",)) == network.bounds(("b",)) == (None, None)
    network.restrict(("a",), range(2, 11), "from the second day on")
    assert network.bounds(("b",)) == (2, None)


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.integers(-3, 3), st.integers(0, 3)), max_size=5
    )
)
def test_no_possible_day_is_lost(links: list[tuple[str, str, int, int]]) -> None:
    network = Network(-6, 6)
    network.restrict(("a",), [0], "")
    taken = [
        (left, right, first, first + more)
        for left, right, first, more in links
        if left != right and network.add(Constraint((left,), (right,), first, first + more, "x"))
    ]
    for b, c in product(range(-6, 7), repeat=2):
        day = {"a": 0, "b": b, "c": c}
        if all(first <= day[right] - day[left] <= last for left, right, first, last in taken):
            assert b in network.days(("b",)) and c in network.days(("c",))


def test_what_is_one_day_is_joined_once() -> None:
    network = Network(-10, 10)
    days = [(n,) for n in range(6)]
    for left, right in pairwise(days):
        assert network.add(Constraint(left, right, 0, 0, ""))
    assert all(network.settled_as_one(days[0], day) for day in days)
    assert network.add(Constraint(days[0], days[5], 0, 0, "known"))
    network.restrict(days[3], [4], "")
    assert network.day(days[0]) == 4
    assert network.restrict(("other",), [5], "")
    assert not network.add(Constraint(days[0], ("other",), 0, 0, ""))
    assert network.settled(days[0], ("other",))
