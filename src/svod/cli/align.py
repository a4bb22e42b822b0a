"""`svod align`: which line of one text is the translation of which line of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from svod.cli.app import app
from svod.options import Limit, PairFormat
from svod.output import print_text

if TYPE_CHECKING:
    from svod.linking.bitext import Match


@app.command("align")
def align_lines(
    left: Annotated[str, typer.Argument(help="A text with one sentence a line, or - for standard input.")],
    right: Annotated[str, typer.Argument(help="The text to find the translations in, one sentence a line.")],
    languages: Annotated[
        str,
        typer.Option(
            "--languages", "-l", help="The languages of the two texts: hr,pl; by default svod finds them out."
        ),
    ] = "",
    format: Annotated[PairFormat, typer.Option("--format", "-f", help="What to print.")] = PairFormat.tsv,
    mutual: Annotated[
        bool, typer.Option("--mutual", help="Only pairs in which each line is the best of the other.")
    ] = False,
    words: Annotated[bool, typer.Option("--words", help="Print the words that were paired, too.")] = False,
    limit: Limit = 200,
) -> None:
    """For each line of LEFT its best line of RIGHT: number of the line, number of the other, score.

    Lines are counted from 1. The score, 0 to 1, is the share of what the words of both lines say that finds a partner in the other. An
    empty line of LEFT is left out.
    """
    from svod.languages.identify import identify
    from svod.linking.bitext import align
    from svod.sources.files import read_lines

    given = [code.strip() for code in languages.split(",")] if languages.strip() else ["", ""]
    if len(given) != 2:
        raise typer.BadParameter(f"“{languages}” is not two languages, as in hr,pl", param_hint="--languages")
    if left == right == "-":
        raise typer.BadParameter("only one of the two texts can be standard input", param_hint="RIGHT")
    ours, theirs = (read_lines(path, limit=limit * 1_000_000) for path in (left, right))
    first, second = (
        code or identify("\n".join(lines[:200]))[0] for code, lines in zip(given, (ours, theirs), strict=True)
    )
    matches = align(ours, theirs, (first, second), mutual)
    rows = _as_json if format is PairFormat.jsonl else _as_table
    text = "\n".join(rows(matches, ours, theirs, (first, second), words))
    if text:
        print_text(text)


def _as_table(
    matches: Sequence[Match], left: Sequence[str], right: Sequence[str], languages: tuple[str, str], words: bool
) -> Iterator[str]:
    from svod.linking.bitext import pair_words

    for match in matches:
        row = f"{match.left}\t{match.right}\t{match.score:.4f}"
        if words:
            pairs = pair_words(left[match.left - 1], right[match.right - 1], languages)
            row += "\t" + ", ".join(f"{a} = {b}" for a, b, _ in pairs)
        yield row


def _as_json(
    matches: Sequence[Match], left: Sequence[str], right: Sequence[str], languages: tuple[str, str], words: bool
) -> Iterator[str]:
    from svod.format import dumps
    from svod.linking.bitext import pair_words

    for match in matches:
        record: dict[str, object] = {"left": match.left, "right": match.right, "score": match.score}
        if words:
            record["words"] = [
                {"left": a, "right": b, "score": score}
                for a, b, score in pair_words(left[match.left - 1], right[match.right - 1], languages)
            ]
        yield dumps(record)
