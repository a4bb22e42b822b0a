"""The terminal and Markdown tell what the page tells, in its order, and let no text steer them."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from svod.records import Collection, Story
from svod.views.markdown import render_markdown
from svod.views.outline import outlines
from svod.views.terminal import print_collection
from svod.views.terminal_parts import Limits


def shown(collection: Collection, width: int = 100, limits: Limits | None = None, **how: bool) -> str:
    console = Console(file=io.StringIO(), width=width, **how)  # type: ignore[arg-type]
    print_collection(collection, console, limits or Limits())
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [80, 100, 132, 200])
def test_the_account_fits_the_terminal(collection: Collection, width: int) -> None:
    lines = shown(collection, width).splitlines()
    assert max(cell_len(line.rstrip()) for line in lines) <= width


def test_no_colour_where_there_is_no_terminal(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in shown(collection)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3[1-7]", shown(collection, force_terminal=True))


def test_text_of_reports_can_not_steer_the_terminal(collection: Collection) -> None:
    d = replace(collection.readings[3].report, outlet="\x1b]0;x\x07Evil [red]Outlet[/red]\u202e")
    readings = (*collection.readings[:3], replace(collection.readings[3], report=d))
    text = shown(replace(collection, readings=readings))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "[red]Outlet[/red]" in text


def test_words_are_not_broken(collection: Collection) -> None:
    text = shown(collection, 80)
    assert "odholowany" in text
    assert re.search(r"\[1·hr\]", text)
    assert not re.search(r"\[\d+$", text, re.MULTILINE)


def test_a_long_part_ends_in_how_much_is_left(collection: Collection) -> None:
    text = shown(collection, limits=Limits(shared=1, names=0, differences=1))
    assert "… and 2 more, see the page" in text
    assert "… and 1 more, see the page" in text


@pytest.mark.parametrize("view", ["terminal", "markdown"])
def test_the_parts_stand_in_the_order_of_the_outline(collection: Collection, view: str) -> None:
    text = shown(collection) if view == "terminal" else render_markdown(collection)
    titles = [h.title for h in outlines(collection)[0].contents]
    places = [re.search(rf"^(## )?{title}\b", text, re.MULTILINE) for title in titles]
    starts = [m.start() for m in places if m]
    assert len(starts) == len(titles)
    assert starts == sorted(starts)
    for words in ("Nitko nije poginuo", "Nikt nie zginął", "Wiatr News", "no encoding explains"):
        assert words in text


def test_an_account_of_one_story(collection: Collection) -> None:
    text = shown(replace(collection, stories=(Story("x", "", ("d",), ()),)))
    assert "days unknown" in text
    assert "outlets unknown" in text
    assert "Who said what" not in text


def test_a_list_of_stories_comes_first(collection: Collection) -> None:
    two = replace(collection, stories=(collection.stories[0], Story("x", "", ("d",), ())))
    assert shown(two).lstrip().startswith("1  Ana Vrh · Brodina")
    assert render_markdown(two).startswith("# 2 stories\n")


def test_markdown_shows_markup_of_others_as_text(collection: Collection) -> None:
    text = render_markdown(collection)
    assert "Głos \\<b\\>Portu\\</b\\>" in text
    assert "12 or 15 \\<injured\\>" in text
    assert not re.search(r"(?<!\\)<(?!https?://)", text)
    assert "\x1b" not in text
    assert text.endswith("\n")
    assert "| Statement | 1 | 2 | 3 | 4 |" in text


def test_both_are_the_same_each_time(collection: Collection) -> None:
    assert shown(collection) == shown(collection)
    assert render_markdown(collection) == render_markdown(collection)
