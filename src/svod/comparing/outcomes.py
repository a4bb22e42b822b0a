"""Where one report says that something became of somebody (`detained`, `dead` …) and another that it did not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from svod.comparing.tellings import (
    Telling,
    classes,
    difference,
    either,
    entity_name,
    lexicon,
    outlets,
    passage_of,
    side,
)
from svod.languages.negation import negations
from svod.records import Difference, Entity, Reading, Span, Token

BEFORE = 4  # tokens before the word within which a negation bears on it


def outcome_differences(readings: Mapping[str, Reading], entities: Mapping[str, Entity]) -> list[Difference]:
    """One difference for each person of whom some reports say what others deny, by the outcomes of the language's data.

    Whom a sentence is about must be plain: it names one person, or none and the sentence before it one. Questions, and sentences with a
    word of denial or hearsay, say nothing.
    """
    found: dict[tuple[str, str], dict[bool, list[Telling]]] = defaultdict(lambda: {True: [], False: []})
    for _, reading in sorted(readings.items()):
        if reading.report.copy_of is None:
            for entity, outcome, negated, telling in _told(reading):
                found[entity, outcome][negated].append(telling)
    differences = []
    for (entity, _), told in sorted(found.items()):
        yes, no = told[False], told[True]
        # A report that says both tells of two times or two people.
        both = {t.report for t in yes} & {t.report for t in no}
        yes, no = ([t for t in some if t.report not in both] for some in (yes, no))
        if yes and no:
            sides = [*(side(t, "yes") for t in yes), *(side(t, "no") for t in no)]
            words = yes[0].span.of(yes[0].reading.report.text)
            name = entity_name(entity, entities)
            text = f"{name}: {either([(f'“{words}”', t.reading) for t in yes])}, which others deny ({outlets(t.reading for t in no)})."
            differences.append(difference("outcome", "contradiction", sides, text))
    return differences


def _told(reading: Reading) -> list[tuple[str, str, bool, Telling]]:
    """Person, outcome, whether it is negated, and the words that say so."""
    language, layout = reading.layout.language, reading.layout
    found = []
    before: set[str] = set()
    for sentence in layout.sentences:
        tokens = layout.tokens_in(sentence)
        persons = {m.entity for m in reading.mentions if m.type == "PER" and m.entity and sentence.contains(m.span)}
        persons |= {x.entity for x in reading.labels if x.entity and sentence.contains(x.span)}
        about, before = persons or before, persons
        if (
            len(about) != 1
            or not reading.layout.is_own(sentence)
            or tokens[-1].text == "?"
            or _uncertain(tokens, language)
        ):
            continue
        for outcome in classes(language, "outcomes"):
            for match in lexicon(language, "outcomes", outcome).find(tokens):
                first = max(0, match.first - BEFORE)
                preceding = tokens[first : match.first]
                marks = [n for n, t in enumerate(preceding) if not t.is_word]
                preceding = preceding[marks[-1] + 1 :] if marks else preceding
                negating = negations(language).find(preceding)
                start = tokens[match.first - len(preceding) + negating[0].first] if negating else tokens[match.first]
                span = Span(start.span.start, tokens[match.last - 1].span.end)
                telling = passage_of(reading, span)
                found.append((next(iter(about)), outcome, bool(negating), telling))
    return found


def _uncertain(tokens: tuple[Token, ...], language: str) -> bool:
    return any(
        lexicon(language, "force", name).find(tokens) for name in ("deny", "alleged", "possible", "hope", "plan")
    )
