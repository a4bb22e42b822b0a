"""Where one report asserts what another denies, hedges, promises, hopes for or plans."""

from __future__ import annotations

from collections.abc import Sequence

from svod.comparing.tellings import LONGEST, Telling, day_of, difference, lexicon, own_text, side, unmatched
from svod.languages import data, words
from svod.languages.phrases import Match
from svod.records import Difference, DifferenceRelation, DifferenceSide, Span, Statement, cover

# What each class of words says of the fact, for the explanation.
_SAYS = {
    "promise": "promised", "announce": "announced", "hint": "hinted at", "hope": "hoped for", "assure": "assured",
    "concern": "a concern", "warn": "a warning", "threaten": "threatened", "confirm": "confirmed", "deny": "denied",
    "refuse": "refused", "demand": "demanded", "offer": "offered", "plan": "planned", "possible": "possible",
    "probable": "probable", "alleged": "hearsay", "obliged": "obligatory", "main": "the main matter", "also": "one matter among others",
}  # fmt: skip
_WEAK = frozenset({"hope", "possible", "probable", "alleged", "hint"})
_DEGREE = {"probable": "possible"}  # how likely something is said to be: too fine a difference to show
_ACTS = frozenset({"promise", "announce", "hint", "hope", "assure", "concern", "warn", "threaten", "demand", "offer"})
AGREEING = (
    0.5  # share of a telling's words that the other must render before a negation is taken to bear on the same thing
)


def force_differences(told: Sequence[tuple[Statement, list[Telling]]]) -> list[Difference]:
    """Tellings of one statement that differ in force: asserted or denied, fact or hearsay, promised or only hinted at.

    One difference a statement: all reports that differ are its sides.
    """
    found = []
    for _, tellings in told:
        marked = [(t, _force(t)) for t in tellings]
        clashing: dict[Telling, tuple[str, Span] | None] = {}
        relation: DifferenceRelation = "tension"
        for n, (a, force_a) in enumerate(marked):
            for b, force_b in marked[n + 1 :]:
                if a.report == b.report:
                    continue
                clash = _clash(a, force_a, b, force_b)
                if clash is None:
                    continue
                clashing.setdefault(a, clash[0])
                clashing.setdefault(b, clash[1])
                if "deny" in (set(force_a) ^ set(force_b)) or "denied" in {a.support.modality, b.support.modality}:
                    relation = "contradiction"
        if planned := _came_about(tellings):
            found.append(planned)
        if clashing:
            sides = [_side(t, what) for t, what in clashing.items()]
            said = list(dict.fromkeys(s.value for s in sides))
            found.append(
                difference(
                    "modality", relation, sides, f"The same matter is told with different force: {'; '.join(said)}."
                )
            )
    return found


def _came_about(tellings: Sequence[Telling]) -> Difference | None:
    """What an earlier report plans or announces and a later one tells as done."""
    planned = [t for t in tellings if t.support.modality == "planned" and day_of(t.reading)]
    done = [
        t
        for t in tellings
        if t.support.modality in ("asserted", "reported")
        and any((day_of(p.reading) or "") < (day_of(t.reading) or "") for p in planned)
    ]
    if not planned or not done:
        return None
    earlier = [p for p in planned if any((day_of(p.reading) or "") < (day_of(t.reading) or "") for t in done)]
    sides = [*(side(t, "planned") for t in earlier), *(side(t, "told as done") for t in done)]
    return difference("outcome", "update", sides, "Planned in an earlier report, told as done in a later one.")


def _clash(
    a: Telling, force_a: dict[str, Span], b: Telling, force_b: dict[str, Span]
) -> tuple[tuple[str, Span] | None, tuple[str, Span] | None] | None:
    """The words in which two tellings clash, one of which may be missing: a plain telling against a hedged one."""
    modal = {a.support.modality, b.support.modality}
    if "denied" in modal and len(modal) > 1:
        return _first(force_a), _first(force_b)
    ours, theirs = ({_DEGREE.get(name, name) for name in force} for force in (force_a, force_b))
    for classes in (_ACTS, _WEAK, frozenset({"main", "also"})):
        x, y = ours & classes, theirs & classes
        if x and y and not x & y:
            return _first(force_a, x), _first(force_b, y)
    for weak, plain, bare in ((force_a, force_b, b), (force_b, force_a, a)):
        hedges = set(weak) & {"alleged", "hope", "hint"} if bare.statement else set()
        if hedges and not set(plain) & (_WEAK | {"plan"}) and bare.support.modality in ("asserted", "reported"):
            first = _first(weak, hedges)
            return (first, None) if weak is force_a else (None, first)
    return None


def _first(force: dict[str, Span], of: set[str] | frozenset[str] | None = None) -> tuple[str, Span] | None:
    fitting = [(span, name) for name, span in force.items() if of is None or _DEGREE.get(name, name) in of]
    return (min(fitting)[1], min(fitting)[0]) if fitting else None


def _force(telling: Telling) -> dict[str, Span]:
    """Classes of words of force in a telling and in the words that introduce it -> where they first stand."""
    spans = [telling.span]
    quotation = telling.quotation
    if quotation is not None and quotation.cue is not None and not telling.span.overlaps(quotation.cue):
        spans.append(quotation.cue)
    found: dict[str, Span] = {}
    layout = telling.reading.layout
    for span in spans:
        tokens = layout.tokens_in(span)
        for name in data(telling.language).get("comparing", {}).get("force", {}):
            matches: list[Match] = lexicon(telling.language, "force", name).find(tokens)
            if matches:
                found.setdefault(name, Span(tokens[matches[0].first].span.start, tokens[matches[0].last - 1].span.end))
        endings = words(telling.language, "comparing", "infinitive")
        for n, token in enumerate(tokens):
            if token.norm in words(telling.language, "comparing", "hearsay") and any(
                t.norm.endswith(endings) for t in tokens[n + 1 : n + 4]
            ):
                found.setdefault("alleged", token.span)
    return found


def _side(telling: Telling, what: tuple[str, Span] | None) -> DifferenceSide:
    if what is None:
        return side(telling, f"{telling.support.modality} without a hedge")
    name, span = what
    surface = span.of(telling.reading.report.text)
    whole = cover((span, telling.span))
    return side(telling, f"{_SAYS[name]} (“{surface}”)", whole if len(whole) <= LONGEST else telling.span)


def negation_differences(told: Sequence[tuple[Statement, list[Telling]]]) -> list[Difference]:
    """Tellings of one statement in the same words, of which one is negated."""
    found = []
    for _, tellings in told:
        for n, a in enumerate(tellings):
            for b in tellings[n + 1 :]:
                if a.report == b.report or not (own_text(a.reading, a.span) and own_text(b.reading, b.span)):
                    continue
                negated = [_negated(a), _negated(b)]
                if negated[0] != negated[1] and _agreeing(a, b):
                    values = ["negated" if no else "affirmed" for no in negated]
                    sides = [side(a, values[0]), side(b, values[1])]
                    found.append(
                        difference("outcome", "contradiction", sides, "One report negates what the other affirms.")
                    )
    return found


def _negated(telling: Telling) -> bool:
    force = _force(telling)
    matches = lexicon(telling.language, "negation").find(telling.tokens)
    return len(matches) % 2 == 1 or bool({"deny", "refuse"} & set(force))


def _agreeing(a: Telling, b: Telling) -> bool:
    ours, theirs = a.content_words(), b.content_words()
    if min(len(ours), len(theirs)) < 3:
        return False
    left = len(unmatched(ours, theirs)) / len(ours), len(unmatched(theirs, ours)) / len(theirs)
    return max(left) <= 1 - AGREEING
