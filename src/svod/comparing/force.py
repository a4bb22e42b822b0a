"""Where one report asserts what another denies, hedges, promises, hopes for or plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svod.comparing.tellings import (
    LONGEST,
    Closeness,
    Telling,
    classes,
    day_of,
    difference,
    either,
    lexicon,
    outlets,
    sentence_around,
    side,
    unmatched,
)  # fmt: skip
from svod.languages import words
from svod.languages.negation import negations
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
_ACTS = frozenset(
    {"promise", "announce", "hint", "hope", "assure", "threaten"}
)  # not "warn": who warns may well announce
LEAST_WORDS = 2  # telling words of either telling before a negation is taken to bear on the same thing
SAME_MATTER = 0.27  # least likeness and cover of two tellings that may differ in force
CAME_ABOUT = 0.55  # of a plan and what is told as done
SAME_CLAIM = 0.4  # of two of which one denies or only hopes what the other tells


def force_differences(told: Sequence[tuple[Statement, list[Telling]]], closeness: Closeness) -> list[Difference]:
    """Tellings of one matter that differ in force: asserted or denied, fact or hearsay, promised or only hinted at.

    Only tellings that are clearly alike; the verb that introduces quoted words is no force of theirs. One difference a statement: all
    reports that differ are its sides.
    """
    found = []
    for _, tellings in told:
        own = [t for t in tellings if t.reading.layout.is_own(t.span)]
        marked = [(t, force, _denied(t, force)) for t in own for force in (_force(t),)]
        clashing: dict[Telling, tuple[str, Span] | None] = {}
        relation: DifferenceRelation = "tension"
        for n, (a, force_a, denied_a) in enumerate(marked):
            for b, force_b, denied_b in marked[n + 1 :]:
                clash = _clash(a, force_a, b, force_b, (denied_a, denied_b)) if a.report != b.report else None
                # Few pairs clash, and to compare two tellings takes the time.
                if clash is None or not closeness.close(a, b, SAME_CLAIM if None in clash else SAME_MATTER):
                    continue
                clashing.setdefault(a, clash[0])
                clashing.setdefault(b, clash[1])
                if denied_a != denied_b:
                    relation = "contradiction"
        if planned := _came_about(own, closeness):
            found.append(planned)
        if clashing:
            sides = [_side(t, what) for t, what in clashing.items()]
            values = [(s.value, t.reading) for s, t in zip(sides, clashing, strict=True)]
            text = either(sorted(values, key=lambda v: v[0]))
            found.append(difference("modality", relation, sides, f"{text[0].upper()}{text[1:]}."))
    return found


def _denied(telling: Telling, force: Mapping[str, Span]) -> bool:
    """Does the telling deny, or its sentence, of which it may be cut off: `Arvenia, the company that owns the ferry | denies …`?"""
    if telling.support.modality == "denied" or "deny" in force:
        return True
    sentence = telling.reading.layout.tokens_in(sentence_around(telling.reading, telling.span))
    return bool(lexicon(telling.language, "force", "deny").find(sentence))


def _came_about(tellings: Sequence[Telling], closeness: Closeness) -> Difference | None:
    """What an earlier report plans or announces and a later one tells as done, in like words."""
    pairs = [
        (p, t)
        for p in tellings
        for t in tellings
        if p.support.modality == "planned"
        and t.support.modality in ("asserted", "reported")
        and day_of(p.reading)
        and (day_of(p.reading) or "") < (day_of(t.reading) or "")
        and closeness.close(p, t, CAME_ABOUT)
    ]
    done = [t for t in tellings if t.support.modality in ("asserted", "reported")]
    pairs = [
        (p, t)
        for p, t in pairs
        if not any(
            (day_of(d.reading) or "") <= (day_of(p.reading) or "") and closeness.close(p, d, SAME_MATTER) for d in done
        )
    ]
    if not pairs:
        return None
    earlier, later = dict.fromkeys(p for p, _ in pairs), dict.fromkeys(t for _, t in pairs)
    sides = [*(side(t, "planned") for t in earlier), *(side(t, "told as done") for t in later)]
    text = f"Planned ({outlets(t.reading for t in earlier)}), later told as done ({outlets(t.reading for t in later)})."
    return difference("outcome", "update", sides, text)


def _clash(
    a: Telling, force_a: dict[str, Span], b: Telling, force_b: dict[str, Span], denials: tuple[bool, bool]
) -> tuple[tuple[str, Span] | None, tuple[str, Span] | None] | None:
    """The words in which two tellings clash, one of which may be missing: a plain telling against a hedged one."""
    if denials[0] != denials[1]:
        first = _first(force_a if denials[0] else force_b)
        if first is None:
            return None
        return (first, None) if denials[0] else (None, first)
    if denials[0]:
        return None
    ours, theirs = ({_DEGREE.get(name, name) for name in force} for force in (force_a, force_b))
    for scale in (_ACTS, _WEAK, frozenset({"main", "also"})):
        x, y = ours & scale, theirs & scale
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
    if (
        quotation is not None
        and quotation.cue is not None
        and quotation.kind == "indirect"
        and not telling.span.overlaps(quotation.cue)
    ):
        spans.append(quotation.cue)
    found: dict[str, Span] = {}
    layout = telling.reading.layout
    for span in spans:
        tokens = layout.tokens_in(span)
        for name in classes(telling.language, "force"):
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
        return side(telling, "told plainly")
    name, span = what
    surface = span.of(telling.reading.report.text)
    whole = cover((span, telling.span))
    return side(telling, f"{_SAYS[name]} (“{surface}”)", whole if len(whole) <= LONGEST else telling.span)


def negation_differences(told: Sequence[tuple[Statement, list[Telling]]], closeness: Closeness) -> list[Difference]:
    """Tellings of one statement in the same words, of which one is negated. All telling words of both must have a rendering in the other:
    `stopped obeying` and `no longer obeyed` are the same."""
    found = []
    for _, tellings in told:
        yes: dict[Telling, None] = {}
        no: dict[Telling, None] = {}
        own = [(t, _negated(t, closeness)) for t in tellings if t.reading.layout.is_own(t.span)]
        for n, (a, a_is_no) in enumerate(own):
            for b, b_is_no in own[n + 1 :]:
                if a.report == b.report or a_is_no == b_is_no:
                    continue
                if closeness.close(a, b, SAME_CLAIM) and _same_words(a, b):
                    for t, is_no in ((a, a_is_no), (b, b_is_no)):
                        (no if is_no else yes).setdefault(t)
        if yes and no:
            sides = [*(side(t, "affirmed") for t in yes), *(side(t, "negated") for t in no)]
            text = f"Affirmed ({outlets(t.reading for t in yes)}) or negated ({outlets(t.reading for t in no)})."
            found.append(difference("outcome", "contradiction", sides, text))
    return found


def _negated(telling: Telling, closeness: Closeness) -> bool:
    """Is the telling negated? Slavic negations agree (`nitko neće`), so one is as good as two."""
    negating = negations(telling.language).find(telling.tokens)
    return bool(negating) or closeness.negated(telling) or bool({"deny", "refuse"} & set(_force(telling)))


def _same_words(a: Telling, b: Telling) -> bool:
    ours, theirs = a.content_words(), b.content_words()
    return min(len(ours), len(theirs)) >= LEAST_WORDS and not unmatched(ours, theirs) and not unmatched(theirs, ours)
