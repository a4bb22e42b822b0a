"""By way of whom: carriers that a speaker's words came through, from sentence to sentence, and the sources that a medium itself gives."""

from __future__ import annotations

from collections.abc import Sequence

from svod.reading.attribution import Scene, Segment
from svod.reading.carriers import is_carrier
from svod.reading.drafts import Draft
from svod.reading.noun_phrases import names_somebody, noun_phrase
from svod.records import Span, Speaker

GOVERNS = 6
"""Sentences for which a carrier is taken to be the source of one speaker's words, counted from the last that had it."""


CITES = 10
"""Tokens between a medium's name and the words for its source, and tokens of these."""


CARRIES = 5
"""Tokens between a verb of carrying and the medium that does it."""


def cite(scene: Scene, drafts: list[Draft]) -> None:
    """Who is quoted by an agency speaks; the agency carries the words: `cytuje Kowalskiego agencja Fala`."""
    for draft in drafts:
        if draft.cue is None or draft.speaker is None or draft.speaker.entity is None:
            continue
        first, last = scene.token_range(draft.cue)
        if not any(scene.tokens[n].norm in scene.data.cite for n in range(first, last)):
            continue
        agency, quoted = draft.speaker.entity, draft.addressee or _quoted_person(scene, first)
        if quoted is None or agency not in scene.media:
            continue
        draft.speaker, draft.addressee = quoted, None
        draft.via = [agency, *(v for v in draft.via if v != agency)]


def cite_source(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Who is given as the source by a medium speaks; the medium carries it: `пишет «Волна» со ссылкой на источник в порту`."""
    for draft in drafts:
        if draft.cue is None or draft.speaker is None or draft.speaker.span is None:
            continue
        entity = draft.speaker.entity
        if not (_is_medium_noun(scene, draft) or entity in scene.media):
            continue
        begin = scene.token_range(draft.speaker.span)[1]
        number = scene.sentence_of(begin - 1)
        last = scene.sentences[number][1] if number is not None else begin
        near = (scene.data.citing.match_at(scene.tokens, n) for n in range(begin, min(begin + CITES, last)))
        match = next((m for m in near if m is not None and not scene.covered[m.first]), None)
        if match is None:
            continue
        stop = match.last
        while (
            stop < last and stop - match.last < CITES and not scene.is_delimiter(stop) and stop not in scene.cue_tokens
        ):
            stop += 1
        span = scene.span(match.last, stop)
        if span is None:
            continue
        named = [
            m for m in scene.mentions if span.contains(m.span) and m.type in ("PER", "ORG", "PRO") and not m.adjective
        ]
        alone = [m for m in named if m.type == "PER" or m.span == span or is_carrier(scene, m)]
        who = alone[0].entity if alone else None
        draft.speaker = Speaker(span, span.of(scene.layout.text), who)
        if entity is not None:
            draft.via = [*(v for v in draft.via if v != entity), entity]


def _cited(scene: Scene, drafts: Sequence[Draft]) -> None:
    """`…, sagten sie, zitiert von Reuters`, `компания, която цитира БТА`: the medium that quotes what stands in the sentence carries it."""
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        place = _sentence(scene, draft)
        told.setdefault(place, []).append(draft)
        number = scene.sentence_of(scene.token_range(draft.cue)[0]) if draft.cue is not None else None
        if number is not None and number != place:
            told.setdefault(number, []).append(draft)
    for number in sorted(told):
        first, last = scene.sentences[number]
        for n in range(first, last):
            match = scene.data.cited_by.match_at(scene.tokens, n)
            if match is None or scene.covered[n]:
                continue
            near = range(match.last, min(match.last + CARRIES, last))
            here = next((scene.mention_at[k][0] for k in near if k in scene.mention_at), None)
            if here is None or here.entity is None or not is_carrier(scene, here):
                continue
            for draft in told[number]:
                if _own(draft) == here.entity and draft.via:
                    named = next((m for m in scene.mentions if m.entity == draft.via[0]), None)
                    if named is not None:
                        draft.speaker = Speaker(named.span, named.span.of(scene.layout.text), named.entity)
                        draft.via = [here.entity, *draft.via[1:]]
                elif _own(draft) != here.entity and here.entity not in draft.via:
                    draft.via.insert(0, here.entity)


def _one_source(scene: Scene, drafts: list[Draft]) -> None:
    """`Jak informuje Fala, zdaniem zarządu …`: of two who are given for the same words the medium carries what the other says."""
    places: dict[tuple[tuple[int, int], ...], Draft] = {}
    for draft in list(drafts):
        place = tuple((p.start, p.end) for p in draft.parts)
        other = places.setdefault(place, draft)
        if other is draft:
            continue
        media = [d for d in (other, draft) if _own(d) in scene.media]
        if len(media) == 1 and (speaks := draft if media[0] is other else other).speaker is not None:
            carrier = _own(media[0])
            drafts.remove(media[0])
            speaks.via += [v for v in [carrier, *media[0].via] if v and v not in speaks.via]
            places[place] = speaks


def _quoted_person(scene: Scene, first: int) -> Speaker | None:
    """The person right after a verb of quoting: `citoval Johnsona Radiožurnál`, `zitierte einen Chirurgen`."""
    for n in range(first, min(first + 6, scene.end_of_sentence(first))):
        here = scene.mention_at.get(n)
        if here is not None and here[1] == n and here[0].type == "PER" and not scene.covered[n]:
            return Speaker(here[0].span, here[0].span.of(scene.layout.text), here[0].entity)
    end = scene.end_of_sentence(first)
    for n in range(first + 1, min(first + 6, end)):
        if scene.covered[n] or scene.is_delimiter(n):
            break
        if n not in scene.mention_at and scene.tokens[n].norm not in scene.data.media and names_somebody(scene, n):
            begin, last = noun_phrase(scene, n, Segment(first + 1, end, ""))
            span = Span(scene.tokens[begin].span.start, scene.tokens[last - 1].span.end)
            return Speaker(span, span.of(scene.layout.text))
    return None


def pass_on(scene: Scene, drafts: list[Draft]) -> None:
    """What a speaker goes on to say, or said right before, comes by way of whoever carried the words: `rekao je za Hinu … Dodao je …`,
    `Он пояснил … Он сообщил …, передаёт ТАСС`; and what an agency is said to report, by way of that agency."""
    _one_source(scene, drafts)
    _cited(scene, drafts)
    _within_media(scene, drafts)
    _said_before(scene, drafts)
    _carried_here(scene, drafts)
    carried: dict[str | Span, tuple[int, list[str]]] = {}
    for draft in drafts:
        speaker, place = _same(draft), _sentence(scene, draft)
        if speaker is None:
            continue
        if draft.via:
            carried[speaker] = place, draft.via
        elif speaker in carried and place - carried[speaker][0] <= GOVERNS:
            since, via = carried[speaker]
            if _other_medium(scene, since + 1, place, via):
                del carried[speaker]
                continue
            draft.via = list(via)
            carried[speaker] = place, draft.via
    sources = {_sentence(scene, d) for d in drafts if _is_medium_noun(scene, d)}
    following: Draft | None = None
    for draft in reversed(drafts):
        place = _sentence(scene, draft)
        if (
            following is not None
            and following.via
            and not draft.via
            and draft.cue is not None
            and place not in sources
            and _own(draft) is not None
            and _own(draft) == _own(following)
            and 0 <= _sentence(scene, following) - place <= 1
        ):
            draft.via = list(following.via)
        following = draft


def _within_media(scene: Scene, drafts: Sequence[Draft]) -> None:
    """`Fala informuje, że burmistrz powiedział, że …`: the medium that speaks around a quotation carries it."""
    media = [(d, entity) for d in drafts if d.kind != "direct" and (entity := _own(d)) and entity in scene.media]
    for outer, entity in media:
        for inner in drafts:
            if inner is outer or inner.cue is None or _own(inner) in (None, entity) or entity in inner.via:
                continue
            if any(p.start <= inner.cue.start < p.end for p in outer.parts):
                inner.via.append(entity)
                inner.via += [v for v in outer.via if v not in inner.via]


def _said_before(scene: Scene, drafts: list[Draft]) -> None:
    """`… . To prenosi Hina.`: a sentence that tells only who reports what the one before it says."""
    for number, (first, last) in enumerate(scene.sentences):
        such = scene.data.such.match_at(scene.tokens, first) is not None
        if number == 0 or not (such or (last - first <= 14 and scene.is_about_this(first))):
            continue
        names = [
            m
            for m in dict.fromkeys(scene.mention_at[n][0] for n in range(first, last) if n in scene.mention_at)
            if m.entity and (is_carrier(scene, m))
        ]
        if not names:
            continue
        for draft in list(drafts):
            if _sentence(scene, draft) == number - 1:
                draft.via += [m.entity for m in names if m.entity and m.entity not in (*draft.via, _own(draft))]
            elif such and _sentence(scene, draft) == number and _own(draft) in {m.entity for m in names}:
                drafts.remove(draft)  # what it tells is that something was said


def _carried_here(scene: Scene, drafts: Sequence[Draft]) -> None:
    """`…, powiedział Kowalski; jego wypowiedź przytacza portal Fala`: a verb of carrying with a medium beside it, which nobody's words
    depend on, carries what is said in the sentence."""
    used = {d.cue.start for d in drafts if d.cue is not None}
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(_sentence(scene, draft), []).append(draft)
    for number in sorted(told):
        first, last = scene.sentences[number]
        verbs = [(c.first, c.last) for c in scene.cues_in(first, last) if "carry" in c.kinds]
        verbs += [(n, n + 1) for n in range(first, last) if scene.tokens[n].norm in scene.data.cite]
        for begin, end in verbs:
            if scene.covered[begin] or scene.tokens[begin].span.start in used:
                continue
            near = range(max(first, begin - CARRIES), min(last, end + CARRIES))
            names = [
                scene.mention_at[n][0]
                for n in near
                if n in scene.mention_at and is_carrier(scene, scene.mention_at[n][0])
            ]
            names = [m for m in names if m.entity and scene.is_nominative(m)]
            for draft in told[number]:
                if names and not draft.via and _own(draft) not in (None, names[0].entity):
                    draft.via = [m.entity for m in names[:1] if m.entity]


def _other_medium(scene: Scene, first: int, last: int, via: Sequence[str]) -> bool:
    """Does a sentence from `first` to `last` name a medium that is none of `via`, so that another source may have taken over?"""
    for number in range(first, last + 1):
        for n in range(*scene.sentences[number]):
            here = scene.mention_at.get(n)
            if here is not None and here[0].entity not in via and is_carrier(scene, here[0]):
                return True
            if here is None and scene.tokens[n].norm in scene.data.media and not scene.covered[n]:
                return True
    return False


def _is_medium_noun(scene: Scene, draft: Draft) -> bool:
    """Do media speak: `izvijestili su mediji`?"""
    if draft.speaker is None or draft.speaker.span is None:
        return False
    first, last = scene.token_range(draft.speaker.span)
    return any(scene.tokens[n].norm in scene.data.media for n in range(first, last))


def _own(draft: Draft) -> str | None:
    return draft.speaker.entity if draft.speaker else None


def _same(draft: Draft) -> str | Span | None:
    """What tells that two quotations have one speaker: the identity, or the very words that name somebody without one."""
    return _own(draft) or (draft.speaker.span if draft.speaker else None)


def _sentence(scene: Scene, draft: Draft) -> int:
    return scene.sentence_of(scene.token_range(draft.parts[0])[0]) or 0
