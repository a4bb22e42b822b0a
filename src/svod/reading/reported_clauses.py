"""Reported clauses: what somebody is said to have said, in words that are not marked as theirs.

Four shapes, by the words around the cue (tokens count, no parse is made): a complementiser after it (`rekao je da …`), an attribution in
commas or dashes around it (`…, rekao je Galić`, `prema promatračima, …`, `kako je rekao, …`), a noun phrase or infinitive that a speech
act takes (`obećao je pomoć`), a question (`na pitanje hoće li …`).
"""

from __future__ import annotations

from dataclasses import replace

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.clause_ends import Sentence
from svod.reading.clause_scope import ClauseScope
from svod.reading.drafts import Direct, Draft, is_closing
from svod.reading.loose_clauses import LooseClauses
from svod.reading.naming import Naming
from svod.reading.source_phrases import SourcePhrases
from svod.reading.speakers import Attributed, attribute
from svod.reading.speech_acts import SpeechActs
from svod.records import Span


class ReportedClauses:
    """Finds the reported clauses of one report; `find()` is the only way in."""

    def __init__(self, scene: Scene, direct: Direct) -> None:
        self.scene, self.direct, self.data = scene, direct, scene.data
        self.scope = ClauseScope(scene, direct)
        self.acts = SpeechActs(scene, self.scope)
        self.phrases = SourcePhrases(scene, direct, self.scope)
        self.loose = LooseClauses(scene, direct, self.scope)
        self.naming = Naming(scene, direct, self.scope)

    def find(self) -> list[Draft]:
        """All reported clauses of the report, in text order."""
        drafts: list[Draft] = []
        for number, (first, last) in enumerate(self.scene.sentences):
            before = self.loose.sentence_before(number, drafts) if number and self.scene.is_about_this(first) else None
            found = self._sentence(first, last)
            if not found and before is not None:
                found = [before]
            elif not found and number and (more := self.loose.carried_on(number, drafts)) is not None:
                found = [more]
            drafts += found
        return drafts

    def _sentence(self, first: int, last: int) -> list[Draft]:
        scene, covered = self.scene, self.direct.covered
        segments = [
            s
            for s in scene.segments(first, last)
            if any(True for n, _ in scene.words(s.first, s.last) if n not in covered)
        ]
        if not segments:
            return []
        here = Sentence(first, last, segments, [], [], [])
        cues = [c for c in scene.cues_in(first, last) if c.first not in self.direct.used and c.first not in covered]
        phrases = [a for a in scene.attributions_in(first, last) if a.first not in covered]
        taken: set[int] = set()
        self.phrases.find(here, phrases, cues, taken)
        inner: list[tuple[Cue, Draft]] = []
        for cue in cues:
            if cue.first in taken:
                continue
            if self._within(cue, inner):
                nested = self._that(here, cue, cues)
                if nested is not None and self._by_another(nested, inner):
                    inner.append((cue, nested))
                    taken.add(cue.first)
                continue
            draft = self._that(here, cue, cues) or self.acts.find(here, cue, cues) or self.naming.find(here, cue)
            if draft is not None and self._only_carried(cue, draft, cues):
                passed = self._passed_on(here, draft, cues, taken)
                if passed is not None:
                    inner.append(passed)
                    continue
            if draft is not None:
                inner.append((cue, draft))
                taken.add(cue.first)
        this = scene.is_about_this(first)
        for cue in cues:
            if cue.first not in taken and not this and not self._within(cue, inner):
                self._closing(here, cue, inner, taken)
        here.drafts += [d for _, d in inner]
        self.loose.hearsay(here)
        self.loose.modal(here)
        self.loose.mooded(here)
        self._trim_closings(here)
        for draft in here.drafts:
            if draft.kind == "indirect":
                draft.via += [
                    v for v in here.carriers if v not in draft.via and v != (draft.speaker and draft.speaker.entity)
                ]
        return [d for d in here.drafts if d.parts]

    def _only_carried(self, cue: Cue, draft: Draft, cues: list[Cue]) -> bool:
        """Is it a medium, or nobody in particular, that tells it: `PAP podała, że …`, `Сообщается, что …`?"""
        if not any(p.start <= self.scene.tokens[c.first].span.start < p.end for p in draft.parts for c in cues):
            return False
        if draft.speaker is None or draft.speaker.entity is None:
            return draft.speaker is None and "told" in cue.kinds
        return draft.speaker.entity in self.scene.media

    def _passed_on(self, here: Sentence, outer: Draft, cues: list[Cue], taken: set[int]) -> tuple[Cue, Draft] | None:
        """What somebody says in the only clause that a medium tells: it is theirs, and the medium carries it."""
        scene = self.scene
        inside = ((c, p) for p in outer.parts for c in cues if p.start <= scene.tokens[c.first].span.start < p.end)
        cue, part = next(inside, (None, None))
        if cue is None or part is None:
            return None
        first = scene.token_range(part)[0]
        index = self.scope.index(here, cue.first)
        lead = scene.tokens[here.segments[index].first].norm if index is not None else ""
        relative = lead in self.data.relatives and index is not None and here.segments[index].first > first
        if relative or not cue.kinds & {"say", "act"}:
            return None
        draft = self._that(here, cue, cues) or self.acts.find(here, cue, cues)
        named = draft.speaker.span if draft and draft.speaker else None
        own = [n for n in range(first, cue.first - 1) if scene.tokens[n].norm not in self.data.auxiliaries]
        finite = any(
            scene.grammar.is_finite(scene.tokens[n]) for n in own
        )  # "je ministar Kolić zatražio" has its own auxiliary
        if draft is None or named is None or not part.contains(named) or finite:
            return None
        if draft.end < part.end - 2:
            return None
        taken.add(cue.first)
        if outer.speaker and outer.speaker.entity:
            draft.via = [*(v for v in draft.via if v != outer.speaker.entity), outer.speaker.entity]
        return cue, draft

    def _within(self, cue: Cue, inner: list[tuple[Cue, Draft]]) -> bool:
        at = self.scene.tokens[cue.first].span.start
        return any(p.start <= at < p.end for _, d in inner for p in d.parts)

    def _by_another(self, nested: Draft, inner: list[tuple[Cue, Draft]]) -> bool:
        """Is somebody named within what is said who says something in turn? A dropped subject is rather the one who speaks."""
        named = nested.speaker.span if nested.speaker else None
        return named is not None and any(p.contains(named) for _, d in inner for p in d.parts)

    def _that(self, here: Sentence, cue: Cue, cues: list[Cue]) -> Draft | None:
        index = self.scope.index(here, cue.first)
        if index is None or not cue.kinds & {"say", "think", "act", "told", "carry"}:
            return None
        if not self.scope.is_said(cue, here.segments[index]):
            return None
        found = self.scope.complementiser(here, cue, cues, index)
        if found is None:
            return None
        start, end_of_cue = found
        segment = here.segments[index]
        lead = self.scene.tokens[segment.first].norm
        opening = index == 0 and lead in self.scene.grammar.subordinating and lead not in self.data.as_words
        word = self.scene.tokens[end_of_cue].norm
        act = word in self.data.subjunctive and ("say" not in cue.kinds or word not in self.data.that)
        stop = self.scope.end_of(here, start, cues, noun_phrase=act and "act" in cue.kinds, subordinate=opening)
        content = self.scene.span(start, stop)
        if content is None or sum(1 for _ in self.scene.words(start, stop)) < 2:
            return None
        own = Segment(segment.first, min(segment.last, end_of_cue), segment.opener)
        span = self.scene.cue_span(cue.first, cue.last, segment)
        if "told" in cue.kinds:
            return Draft("indirect", [content]).attributed(self._told(own, cue, span), span)
        to = self.scope.source(here, index, own, span)
        if (to.speaker is None or to.is_medium) and end_of_cue > segment.last:
            led = [a for a in self.scene.attributions_in(segment.last, end_of_cue) if a.value == "according"]
            if led:
                source = attribute(self.scene, Segment(led[0].last, end_of_cue, ","), span, oblique=True)
                if source.speaker:
                    medium = to.speaker.entity if to.speaker else None
                    to = replace(source, via=(*source.via, medium) if medium else source.via)
        return Draft("indirect", [content]).attributed(to, span)

    def _told(self, segment: Segment, cue: Cue, span: Span) -> Attributed:
        """Who said what is only said to have been told: `przez` whom, or in whose words (`w komunikacie spółki podano`)."""
        scene = self.scene
        for n in range(segment.first, segment.last):
            if scene.tokens[n].norm in self.data.by:
                return attribute(scene, Segment(n + 1, segment.last, ""), span, oblique=True)
        if cue.last - cue.first > 1:
            return Attributed(None)  # "pasażerowie zostali poinformowani"
        to = attribute(scene, segment, span, oblique=True)
        return replace(to, speaker=None) if to.speaker and to.speaker.entity is None else to

    def _closing(self, here: Sentence, cue: Cue, inner: list[tuple[Cue, Draft]], taken: set[int]) -> None:
        """`…, rekao je Galić`, `… - podają lokalne gazety`, `…, prenosi Hina`."""
        scene, index = self.scene, self.scope.index(here, cue.first)
        if index is None or index == 0:
            return
        segment = here.segments[index]
        if segment.opener not in (",", "(", "") and segment.opener not in "-–—―":
            return
        content = self.scope.that_follows(segment) is not None and not self.scope.inverted(here, cue, index)
        if is_closing(scene, segment) != cue or content:
            return
        if segment.last < here.last and scene.tokens[segment.last].text == ":":
            return
        if self.scope.goes_on(here, index) or self.scope.takes_object(cue, segment):
            return
        if scene.tokens[cue.first - 1].norm in self.data.negations or scene.is_proverbial(segment):
            return
        if (
            scene.tokens[segment.first].norm in self.data.relatives
            and scene.tokens[segment.first].norm not in self.data.as_words
        ):
            return
        taken.add(cue.first)
        here.closings.append(segment)
        span = scene.cue_span(cue.first, cue.last, segment)
        told_by = self._told(segment, cue, span) if "told" in cue.kinds else None
        to = told_by or attribute(scene, segment, span, closing=True)
        told = [d for d in here.drafts if d.kind == "indirect"] + [d for _, d in inner]
        entity = to.speaker.entity if to.speaker else None
        clauses = bool(here.drafts) or any("act" not in c.kinds or "say" in c.kinds for c, _ in inner)
        if told and entity is not None and (to.is_medium or (clauses and self._is_body(entity))):
            # A medium carries what is told; where only a promise or the like is, it also vouches for that act itself.
            here.carriers += [v for v in (entity, *to.via) if v not in here.carriers]
            if clauses:
                return
        if told and clauses and "carry" in cue.kinds and entity is None:
            return  # "…, пише видання": a medium whose name nobody knows
        if any(
            d.cue
            and d.cue.start >= scene.tokens[here.first].span.start
            and d.parts[0].start < scene.tokens[segment.first].span.start
            and d in here.drafts
            for d in told
        ):
            here.carriers += list(to.via)
            return
        parts = self._around(here, index)
        if parts:
            here.drafts.append(Draft("indirect", parts).attributed(to, span))

    def _is_body(self, entity: str) -> bool:
        return any(m.entity == entity and m.type in ("ORG", "PRO") for m in self.scene.mentions)

    def _around(self, here: Sentence, index: int) -> list[Span]:
        """What an attribution in segment `index` is about: the sentence before it, and after it unless something else begins there."""
        scene, data = self.scene, self.data
        start, dash = here.first, here.segments[index].opener in "-–—"
        for segment in here.segments[:index]:
            if segment.opener == ";" and not dash:
                start = segment.first
        for n in range(index - 1, 0, -1):
            # "…, je na seji, ki jo je prenašala televizija, še dejal župan": it begins with its auxiliary.
            lead = scene.tokens[here.segments[n].first].norm
            if lead in data.auxiliaries and here.segments[n].opener == ",":
                index = n
                break
            if lead not in data.relatives:
                break
        inside = index + 1 < len(here.segments) and index > 1
        before = here.segments[index - 1]
        if inside and before.opener == "," and self.scope.contrasts(before):
            # "…, a prvi nalazi, kažu u UPN-u, mogli bi …": the attribution interrupts the second clause only.
            start = before.first + (scene.tokens[before.first].norm in data.contrast)
        while start < here.last and start in self.direct.covered:
            start += 1
        parts = [scene.span(start, here.segments[index].first - 1)]
        stop = None
        # "Es gebe, meinte die Klubobfrau, schlimmere Ämter": two words are no clause.
        at = here.segments[index].first
        stump = scene.data.verb_first and sum(1 for _ in scene.words(start, at)) <= 3
        # "Moscow, it claims, never agreed to the terms": the verb is still to come.
        verbless = scene.data.subject_first and not scene.has_finite(start, at)
        if dash and index + 1 < len(here.segments) and here.segments[index + 1].opener in "-–—":
            inserted = here.segments[index + 1]
            dash = scene.has_finite(start, here.segments[index].first) or not scene.has_finite(
                inserted.first, inserted.last
            )
        for segment in here.segments[index + 1 :]:
            lead = scene.tokens[segment.first].norm
            goes_on = lead in data.corrective and stop is None and segment == here.segments[index + 1] and not dash
            if goes_on and not scene.cues_in(segment.first, segment.last):
                # "Ljudi ne vprašaš, čigavi so, je dejal Marević, temveč jih potegneš na krov"
                stop = segment.last
                continue
            if lead in data.relatives or lead in data.contrast or lead in data.joining or segment in here.closings:
                break
            if segment.opener == ";" or (scene.cues_in(segment.first, segment.last) and not verbless) or dash:
                break
            if stop is None and not stump and not scene.has_finite(segment.first, segment.last):
                break
            if stop is None and segment.opener not in (",", *"-–—"):
                break
            stop = segment.last
        if stop is not None:
            parts.append(scene.span(here.segments[index].last + 1, stop))
        return [p for p in parts if p is not None]

    def _trim_closings(self, here: Sentence) -> None:
        """An attribution within the content parts it in two."""
        for segment in here.closings:
            out = Span(self.scene.tokens[segment.first].span.start, self.scene.tokens[segment.last - 1].span.end)
            for draft in here.drafts:
                if draft.kind == "indirect":
                    draft.parts = [p for part in draft.parts for p in self._without(part, out)]

    def _without(self, part: Span, out: Span) -> list[Span]:
        if not part.overlaps(out):
            return [part]
        first, last = self.scene.token_range(part)
        a, b = self.scene.token_range(out)
        pieces = (self.scene.span(first, max(first, a)), self.scene.span(min(last, b), last))
        return [p for p in pieces if p is not None]
