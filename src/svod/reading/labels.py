"""The words a report uses for somebody besides the name: appositions (`the Slovene minister Novak`) and stand-ins (`the minister`).

A label is a noun phrase around a noun of the language's data (`labels`): leaders, offices, other roles of persons, and words for countries.
Whom a stand-in means is read off the appositions of the same report: the same noun, or a general one (`leader`) with the same country.
Where two persons fit, or none, the referent stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from svod.languages.gazetteer import country_of_adjective, lookup
from svod.reading.gender import form_of
from svod.reading.label_phrases import NounPhrase, find_noun_phrases, oblique
from svod.reading.label_words import synonym
from svod.reading.speech import speech
from svod.records import Label, Layout, Mention, Quotation, Span, Token

_GAP = 2  # tokens between a name and its apposition: a comma and an article


@dataclass(frozen=True, slots=True)
class _Found:
    """A noun phrase with what it says of its referent: countries or organisations it belongs to, and the person named beside it."""

    phrase: NounPhrase
    owners: frozenset[str]
    person: str | None


def find_labels(
    layout: Layout, mentions: Sequence[Mention], quotations: Sequence[Quotation]
) -> tuple[tuple[Label, ...], tuple[Quotation, ...]]:
    """The labels of a report, and its quotations with the speakers that labels name.

    Args:
        layout: the report, cut up.
        mentions: its names, with entity ids.
        quotations: its quotations.

    Returns:
        Labels in text order: `entity` is the id of the person or None (unknown, or several persons together), `by` the entity id of the
        speaker in whose quotation the label stands; quotations whose speaker's words are a label of known referent have that referent as
        `speaker.entity`.
    """
    phrases = find_noun_phrases(layout, mentions)
    found = _chained(layout, [_describe(layout, mentions, phrase) for phrase in phrases])
    named = sum(1 for e in {m.entity for m in mentions if m.type == "PER"} if e)
    kept = []
    for item in found:
        entity = item.person or _referent(item, found, layout.language)
        if _is_label(item, entity, named):
            kept.append(Label(item.phrase.span, item.phrase.head, item.phrase.tone, entity))
    persons = {m.entity for m in mentions if m.type == "PER"}
    speaking = tuple(_with_speaker(layout, q, kept, persons) for q in quotations)
    return tuple(replace(label, by=_speaker_at(label.span, speaking, persons) or "outlet") for label in kept), speaking


def _chained(layout: Layout, found: list[_Found]) -> list[_Found]:
    """Two roles before one name mean one person: `zapovjednik trajekta, Britanac James Wilcox`. (Two offices in a row are a list.)"""
    for n in range(len(found) - 2, -1, -1):
        item, following = found[n], found[n + 1]
        gap = layout.text[item.phrase.span.end : following.phrase.span.start]
        if (
            item.person is None
            and following.person is not None
            and gap.strip() == ","
            and not item.phrase.several
            and not {item.phrase.kind, following.phrase.kind} <= {"offices", "generic"}
            and item.phrase.kind != "countries"
        ):
            found[n] = replace(item, person=following.person)
    return found


def _is_label(item: _Found, entity: str | None, named: int) -> bool:
    phrase = item.phrase
    if phrase.kind == "countries":
        return phrase.paired
    if phrase.several:  # `the two leaders`: of a report that names two persons at least
        return named > 1 and (
            (phrase.paired and phrase.kind in ("generic", "offices"))
            or (phrase.kind == "generic" and not phrase.described)
        )
    if phrase.kind == "relatives":
        return item.person is not None  # `the son`: of anybody
    if phrase.kind in ("persons", "peoples") or not item.owners:
        return entity is not None  # `a minister`, `the expert`: anybody, unless the report tells whom it means
    return True


def _describe(layout: Layout, mentions: Sequence[Mention], phrase: NounPhrase) -> _Found:
    owners = {
        f"country:{code}" for t in phrase.tokens if (code := country_of_adjective(t.text, layout.language)) is not None
    }
    for mention in mentions:
        if mention.type in ("LOC", "ORG") and phrase.span.overlaps(mention.span):
            owners.add(_owner(mention, layout.language))
    if phrase.people is not None:
        owners.add(f"country:{phrase.people}")
    return _Found(phrase, frozenset(owners), None if phrase.several else _named_beside(layout, mentions, phrase))


def _owner(mention: Mention, language: str) -> str:
    """One key for a country, whether it stands as a name (`Sjeverna Koreja`, `DNRK`) or as an adjective."""
    known = [k.code for k in lookup(mention.lemma, language) if k.kind == "country"]
    return f"country:{known[0]}" if len(known) == 1 else mention.entity or mention.lemma


def _named_beside(layout: Layout, mentions: Sequence[Mention], phrase: NounPhrase) -> str | None:
    """The person in apposition: `predsjednik X`, `predsjednik, X,`, `X, predsjednik Y,`."""
    if phrase.kind == "countries":
        return None
    for mention in mentions:
        if mention.type != "PER" or mention.adjective or mention.entity is None:
            continue
        if mention.span.start >= phrase.span.end:
            between = layout.tokens_in(Span(phrase.span.end, mention.span.start)) if _gap(phrase.span, mention) else ()
            if all(t.text in '„“"»' for t in between):
                return None if _owned_by(phrase, mention, layout) else mention.entity
            if [t.text for t in between] == [","] and _closes(layout, mention.span.end):
                return mention.entity
            break
        if mention.span.end <= phrase.span.start and phrase.span.start - mention.span.end < 12:
            between = layout.tokens_in(Span(mention.span.end, phrase.span.start))
            short = 0 < len(between) <= _GAP and between[0].text in (",", "(")
            if (
                short
                and (len(between) == 1 or between[1].norm in phrase.determiners)
                and _closes(layout, phrase.span.end)
            ):
                return mention.entity
    return None


def _owned_by(phrase: NounPhrase, mention: Mention, layout: Layout) -> bool:
    """`Rzeczniczka Theresy May` is not Theresa May: a role in its base form before a name in another case."""
    inflects = phrase.kind in ("persons", "relatives") or phrase.head.endswith(("a", "а"))
    return phrase.nominative and inflects and not phrase.determiners and oblique(mention, layout.text)


def _gap(span: Span, mention: Mention) -> bool:
    return span.end < mention.span.start


def _closes(layout: Layout, offset: int) -> bool:
    """Does an apposition end here? (A comma or the like, or the end of the text.)"""
    following: Sequence[Token] = (
        layout.tokens_in(Span(offset, min(len(layout.text), offset + 3))) if offset < len(layout.text) else ()
    )
    return not following or following[0].text in ",.;:)–-—(" or "\n" in layout.text[offset : following[0].span.start]


def _referent(item: _Found, found: Sequence[_Found], language: str) -> str | None:
    """The one person whom an apposition of the report gives this noun, or a like one with the same country."""
    phrase = item.phrase
    if phrase.several or phrase.kind in ("countries", "relatives"):
        return None
    known = [f for f in found if f.person is not None and f.phrase.kind != "countries"]
    head = synonym(phrase.head, language)
    same = [f for f in known if synonym(f.phrase.head, language) == head]
    steps = [
        [f for f in same if item.owners & f.owners],
        [
            f
            for f in known
            if item.owners & f.owners
            and "generic" in (phrase.kind, f.phrase.kind)
            and f.phrase.kind in ("generic", "offices")
        ],
        # `The spokesman of the hospital` is not the company's.
        [
            f
            for f in same
            if not (item.owners and f.owners) and (not phrase.complement or phrase.complement & f.phrase.complement)
        ],
    ]
    if phrase.kind == "peoples":
        steps = [same, [f for f in known if item.owners & f.owners]] if phrase.nominative else [same]
    for fitting in steps:
        persons = {f.person for f in fitting}
        if len(persons) == 1:
            return persons.pop()
        if persons:
            return None
    return None


def _with_speaker(layout: Layout, quotation: Quotation, labels: Sequence[Label], persons: Set[str | None]) -> Quotation:
    """The quotation with whom a label means that names its speaker; a verb in the plural has no one person for its subject."""
    speaker = quotation.speaker
    if speaker is None or speaker.entity is not None or speaker.span is None or speaker.unnamed:
        return quotation
    meant = {label.entity for label in labels if label.entity and _names(label.span, speaker.span)}
    if len(meant) != 1 or (meant <= persons and _in_plural(layout, quotation.cue)):
        return quotation
    return replace(quotation, speaker=replace(speaker, entity=meant.pop()))


def _in_plural(layout: Layout, cue: Span | None) -> bool:
    data = speech(layout.language)
    return cue is not None and any(form_of(data, t.norm) == "pl" for t in layout.tokens_in(cue))


def _names(label: Span, speaker: Span) -> bool:
    """Do the words of a label say who the speaker is, rather than one of two who speak (`Galić i ministrica`) or whose somebody is?"""
    shared = min(label.end, speaker.end) - max(label.start, speaker.start)
    return shared > 0 and (label.start <= speaker.start or 2 * shared >= len(speaker))


def _speaker_at(span: Span, quotations: Sequence[Quotation], persons: Set[str | None]) -> str | None:
    """The speaker of the innermost quotation that holds `span`. What an agency tells in indirect speech is the outlet's wording."""
    around = [
        (len(part), q.id, q.speaker.entity)
        for q in quotations
        if q.speaker is not None
        and q.speaker.entity is not None
        and (q.kind != "indirect" or q.speaker.entity in persons)
        for part in q.content
        if part.contains(span)
    ]
    return min(around)[2] if around else None
