"""Reported clauses: what somebody is said to have said, in words that are not marked as theirs.

Four shapes, by the words around the cue (tokens count, no parse is made): a complementiser after it (`rekao je da …`), an attribution in
commas or dashes around it (`…, rekao je Kim`, `prema promatračima, …`, `kako je rekao, …`), a noun phrase or infinitive that a speech
act takes (`obećao je pomoć`), a question (`na pitanje hoće li …`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from svod.languages.phrases import Match
from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.direct_speech import Direct, Draft, is_closing
from svod.reading.speakers import attribute, best, candidates, is_carrier, names_somebody
from svod.records import Span, Speaker

REACH = 14
"""Tokens between a cue and its complementiser (benchmarks/quotations)."""


@dataclass(slots=True)
class Sentence:
    """A sentence without its direct speech: segments in order, cues that are still free, what was found."""

    first: int
    last: int
    segments: list[Segment]
    drafts: list[Draft]
    carriers: list[str]
    closings: list[Segment]
    """Segments that are attributions and so belong to no content."""


class ReportedClauses:
    """Finds the reported clauses of one report; `find()` is the only way in."""

    def __init__(self, scene: Scene, direct: Direct) -> None:
        self.scene, self.direct, self.data = scene, direct, scene.data

    def find(self) -> list[Draft]:
        """All reported clauses of the report, in text order."""
        drafts: list[Draft] = []
        for first, last in self.scene.sentences:
            drafts += self._sentence(first, last)
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
        phrases = [a for a in scene.attributions if first <= a.first < last and a.first not in covered]
        taken: set[int] = set()
        self._phrases(here, phrases, cues, taken)
        inner: list[tuple[Cue, Draft]] = []
        for cue in cues:
            if cue.first in taken or self._within(cue, inner):
                continue
            draft = self._that(here, cue, cues) or self._act(here, cue, cues)
            if draft is not None:
                inner.append((cue, draft))
                taken.add(cue.first)
        for cue in cues:
            if cue.first not in taken:
                self._closing(here, cue, inner, taken)
        here.drafts += [d for _, d in inner]
        self._trim_closings(here)
        for draft in here.drafts:
            if draft.kind == "indirect":
                draft.via += [v for v in here.carriers if v not in draft.via and v != (draft.speaker and draft.speaker.entity)]
        return [d for d in here.drafts if d.parts]

    def _within(self, cue: Cue, inner: list[tuple[Cue, Draft]]) -> bool:
        at = self.scene.tokens[cue.first].span.start
        return any(p.start <= at < p.end for _, d in inner for p in d.parts)

    def _index(self, here: Sentence, token: int) -> int | None:
        return next((n for n, s in enumerate(here.segments) if token in s), None)

    # --- a complementiser after the cue ------------------------------------------------------------------------------

    def _that(self, here: Sentence, cue: Cue, cues: list[Cue]) -> Draft | None:
        index = self._index(here, cue.first)
        if index is None or not cue.kinds & {"say", "think", "act"}:
            return None
        found = self._complementiser(here, cue, cues, index)
        if found is None:
            return None
        start, end_of_cue = found
        segment = here.segments[index]
        lead = self.scene.tokens[segment.first].norm
        opening = index == 0 and lead in self.scene.grammar.subordinating and lead not in self.data.as_words
        act = self.scene.tokens[start].norm in self.data.subjunctive
        stop = self._scope(here, start, cues, noun_phrase=act and "act" in cue.kinds, subordinate=opening)
        content = self.scene.span(start, stop)
        if content is None or sum(1 for _ in self.scene.words(start, stop)) < 2:
            return None
        own = Segment(segment.first, min(segment.last, end_of_cue), segment.opener)
        span = self.scene.cue_span(cue.first, cue.last, segment)
        to = attribute(self.scene, own, span, here.segments[:index])
        if (to.speaker is None or to.is_medium) and end_of_cue > segment.last:
            between = Segment(segment.last, end_of_cue, ",")
            led = [a for a in self.scene.attributions if a.value == "according" and a.first in between]
            if led:
                source = attribute(self.scene, Segment(led[0].last, end_of_cue, ","), span, oblique=True)
                if source.speaker:
                    medium = to.speaker.entity if to.speaker else None
                    to = replace(source, via=(*source.via, medium) if medium else source.via)
        return Draft("indirect", [content]).attributed(to, span)

    def _complementiser(self, here: Sentence, cue: Cue, cues: list[Cue], index: int) -> tuple[int, int] | None:
        """Where the content begins, and where what belongs to the cue ends."""
        data, tokens, delimiters = self.data, self.scene.tokens, 0
        segment = here.segments[index]
        following = next((c for c in cues if c.first >= cue.last and c.kinds & {"say", "think", "act"}), None)
        for n in range(cue.last, min(cue.last + REACH, here.last)):
            if following is not None and n >= following.first:
                return None
            if n in self.direct.covered:
                return None
            norm = tokens[n].norm
            if self.scene.is_delimiter(n):
                delimiters += 1
                if delimiters > 2 or tokens[n].text in ":;(" or (delimiters > 1 and "act" in cue.kinds and "say" not in cue.kinds):
                    return None
                continue
            if norm in data.that and not self.scene.covered[n]:
                if norm in data.as_words and (n - cue.last > 6 or delimiters):
                    return None
                if "say" not in cue.kinds and "think" not in cue.kinds and norm in data.subjunctive:
                    return n, n
                return n + 1, n
            if norm in data.subjunctive and delimiters == 1 and "act" in cue.kinds and self.scene.is_delimiter(n - 1):
                return n, n
            if data.that_dropped and delimiters and n == segment.last + 1 and segment.last == cue.last:
                break
            if norm in data.relatives and delimiters and self.scene.is_delimiter(n - 1) and norm not in data.whether_words:
                return None
        if not data.that_dropped or "say" not in cue.kinds:
            return None
        subject = any(c.score >= 2 for c in candidates(self.scene, Segment(segment.first, cue.first, ""))) if cue.first > segment.first else False
        if data.subject_first and subject and segment.last - cue.last >= 4:
            return cue.last, cue.last
        if not data.subject_first and index + 1 < len(here.segments) and cue.first > segment.first and segment.opener == "":
            after = here.segments[index + 1]
            # "sagte, die Preise würden …": after the verb itself, "die" is no relative pronoun.
            relative = tokens[after.first].norm in data.relatives and segment.last > cue.last
            if after.opener == "," and not relative and after.last - after.first >= 3:
                return after.first, segment.last
        return None

    def _new_clause(self, segment: Segment) -> bool:
        """Does the segment have a subject and a finite verb of its own?"""
        scene, lead = self.scene, self.scene.tokens[segment.first].norm
        if lead in self.data.relatives or lead in self.data.that or not scene.has_finite(segment.first, segment.last):
            return False
        return best(candidates(scene, segment), segment.first, 2.0) is not None

    def _scope(self, here: Sentence, start: int, cues: list[Cue], noun_phrase: bool = False, subordinate: bool = False) -> int:
        """Where the content that begins at token `start` ends: the sentence, an attribution, or the next thing that is said.

        A noun phrase ends before the next clause; content of a subordinate clause (`Třebaže USA tvrdí, že …, vytvářejí`) before the main one.
        """
        data, tokens, scene = self.data, self.scene.tokens, self.scene
        for segment in here.segments:
            if segment.last <= start:
                continue
            if segment.first > start:
                if segment.opener in (";", "(") and (segment.opener == ";" or self._signature(segment)):
                    return segment.first - 1
                lead = tokens[segment.first].norm
                closing = is_closing(scene, segment)
                if lead in data.as_words:
                    # "…, kakor Moskva označuje vojno": the outlet's own remark; "…, kako su naveli, …" only interrupts.
                    if any("label" in c.kinds for c in scene.cues_in(segment.first, segment.last)):
                        return segment.first - 1
                elif closing is not None and self._that_follows(segment) is None:
                    return segment.first - 1
                if lead in data.auxiliaries and any(c.first <= segment.first + 3 for c in scene.cues_in(segment.first, segment.last)):
                    return segment.first - 1
                if subordinate and scene.has_finite(segment.first, segment.last) and not (
                    lead in data.contrast or lead in data.relatives or lead in data.joining or lead in data.that
                ):
                    return segment.first - 1
                if noun_phrase and (lead in data.sentential or self._new_clause(segment)):
                    return segment.first - 1
                soon = [c for c in cues if segment.first <= c.first < segment.first + 12 and "act" not in c.kinds]
                asked = any(a.value == "ask" and segment.first <= a.first < segment.first + 4 for a in scene.attributions)
                if lead in data.contrast and (asked or soon):
                    return segment.first - 1
            for cue in cues:
                if cue.first in segment and cue.first > start + 2:
                    n = cue.first - 1
                    while n > start and scene.is_function(n) and tokens[n].norm not in data.joining:
                        n -= 1
                    if n > start and tokens[n].norm in data.joining:
                        return n
        return here.last

    def _signature(self, segment: Segment) -> bool:
        return any(c.mention and is_carrier(self.scene, c.mention) for c in candidates(self.scene, segment, oblique=True))

    def _that_follows(self, segment: Segment) -> int | None:
        """The complementiser in a segment or right after it: then it is no closing attribution."""
        tokens = self.scene.tokens
        for n in range(segment.first + 1, min(segment.last + 3, len(tokens))):
            if tokens[n].norm in self.data.that and (n < segment.last or self.scene.is_delimiter(n - 1)):
                return n
        return None

    # --- speech acts -------------------------------------------------------------------------------------------------

    def _act(self, here: Sentence, cue: Cue, cues: list[Cue]) -> Draft | None:
        index = self._index(here, cue.first)
        if index is None:
            return None
        segment, scene, data = here.segments[index], self.scene, self.data
        about = self._about(cue, segment)
        if ("act" not in cue.kinds and about is None) or (index and "say" in cue.kinds and is_closing(scene, segment) == cue):
            return None
        span = scene.cue_span(cue.first, cue.last, segment)
        to = attribute(scene, segment, span, here.segments[:index])
        start = about if about is not None else self._object(cue, segment, to.speaker)
        if start < len(scene.tokens) and scene.tokens[start].norm in data.at and about is None:
            return None
        compared = start + 1 < len(scene.tokens) and scene.tokens[start + 1].text == "-"  # по-високи
        if "say" in cue.kinds and about is None and start < segment.last and scene.tokens[start].norm in data.prepositions and not compared:
            return None
        if scene.tokens[segment.first].norm in data.relatives and not self._speaks(to.speaker):
            return None
        stop = self._scope(here, start, cues, noun_phrase=True)
        content = scene.span(start, stop)
        speaker = to.speaker.span if to.speaker else None
        if content is None or sum(1 for _ in scene.words(start, stop)) < 2:
            return None
        if start >= segment.last and scene.tokens[min(start, len(scene.tokens) - 1)].norm not in data.subjunctive:
            return None
        if speaker and content.overlaps(speaker):
            return None
        return Draft("indirect", [content]).attributed(to, span)

    def _speaks(self, speaker: Speaker | None) -> bool:
        """Is it a person or body, not a thing or country that happens to stand before `koji prijeti`?"""
        if speaker is None or speaker.span is None:
            return False
        return any(
            m.type in ("PER", "ORG") and m.span.overlaps(speaker.span) for m in self.scene.mentions
        ) or any(
            t.norm in self.data.persons or t.norm in self.data.institutions for t in self.scene.layout.tokens_in(speaker.span)
        )

    def _about(self, cue: Cue, segment: Segment) -> int | None:
        """`poinformowały we wtorek o odwołaniu`: the preposition that begins what a verb of saying is about."""
        if "say" not in cue.kinds:
            return None
        for n in range(cue.last, min(cue.last + 8, segment.last)):
            norm = self.scene.tokens[n].norm
            if norm in self.data.about:
                return n
            if "act" in cue.kinds and not self.scene.is_function(n):
                return None
            if norm in self.data.prepositions and norm not in self.data.adverbs and n > cue.last + 4:
                return None
        return None

    def _object(self, cue: Cue, segment: Segment, speaker: Speaker | None) -> int:
        """The first token of what is promised, asked for, denied …: past auxiliaries, the subject and the one addressed."""
        scene, n = self.scene, cue.last
        limit = segment.last
        while n < limit:
            start = scene.tokens[n].span.start
            if scene.is_function(n) and not scene.covered[n]:
                n += 1
            elif speaker and speaker.span and speaker.span.start <= start < speaker.span.end:
                n += 1
            elif (quoted := self._quoted_from(n)) is not None and self._addressee(quoted, limit) is not None:
                n = quoted
            elif not scene.covered[n] and (skip := self._addressee(n, limit)) is not None:
                n = skip
            else:
                break
        return n

    def _quoted_from(self, n: int) -> int | None:
        """The token after a passage in marks that begins at token `n`: `zaprosił "w dogodnym terminie" Putina do …`."""
        return next((q.last + 1 for q in self.scene.quoted if q.depth == 0 and q.closed and q.first == n + 1), None)

    def _addressee(self, n: int, limit: int) -> int | None:
        """The end of a person's name that begins, with up to two words before it, at token `n`."""
        scene, data = self.scene, self.data
        if not data.cases:
            return None
        for k in range(n, min(n + 4, limit)):
            token = scene.tokens[k]
            if not token.is_word or scene.covered[k] or (k > n and token.norm in data.prepositions):
                return None
            here = scene.mention_at.get(k)
            if here is not None:
                follows = scene.token_range(here[0].span)[1]
                person = here[0].type == "PER" and not here[0].adjective
                from_whom = here[0].type in ("PER", "ORG") and scene.tokens[n].norm in data.prepositions and k <= n + 1
                return follows if (person or from_whom) and follows < limit else None
        return None

    # --- attributions around what is said ----------------------------------------------------------------------------

    def _closing(self, here: Sentence, cue: Cue, inner: list[tuple[Cue, Draft]], taken: set[int]) -> None:
        """`…, rekao je Kim`, `… - podają reżimowe media`, `…, prenosi Interfax`."""
        scene, index = self.scene, self._index(here, cue.first)
        if index is None or index == 0:
            return
        segment = here.segments[index]
        if segment.opener not in (",", "(", "") and segment.opener not in "-–—―":
            return
        if is_closing(scene, segment) != cue or self._that_follows(segment) is not None:
            return
        if scene.tokens[segment.first].norm in self.data.relatives and scene.tokens[segment.first].norm not in self.data.as_words:
            return
        taken.add(cue.first)
        here.closings.append(segment)
        span = scene.cue_span(cue.first, cue.last, segment)
        to = attribute(scene, segment, span, closing=True)
        told = [d for d in here.drafts if d.kind == "indirect"] + [d for _, d in inner]
        entity = to.speaker.entity if to.speaker else None
        clauses = bool(here.drafts) or any("act" not in c.kinds or "say" in c.kinds for c, _ in inner)
        if told and entity is not None and (to.is_medium or (clauses and self._is_body(entity))):
            # A medium carries what is told; where only a promise or the like is, it also vouches for that act itself.
            here.carriers += [v for v in (entity, *to.via) if v not in here.carriers]
            if clauses:
                return
        if any(d.cue and d.cue.start >= scene.tokens[here.first].span.start and d.parts[0].start < segment.first and d in here.drafts for d in told):
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
            # "…, je med srečanjem glede na izjave, ki jih je prenašala televizija, še dejal Kim": the attribution begins with its auxiliary.
            lead = scene.tokens[here.segments[n].first].norm
            if lead in data.auxiliaries and here.segments[n].opener == ",":
                index = n
                break
            if lead not in data.relatives:
                break
        while start < here.last and start in self.direct.covered:
            start += 1
        parts = [scene.span(start, here.segments[index].first - 1)]
        stop = None
        for segment in here.segments[index + 1 :]:
            lead = scene.tokens[segment.first].norm
            if lead in data.relatives or lead in data.contrast or lead in data.joining or segment in here.closings:
                break
            if segment.opener == ";" or scene.cues_in(segment.first, segment.last) or dash:
                break
            if stop is None and not scene.has_finite(segment.first, segment.last):
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

    def _phrases(self, here: Sentence, phrases: list[Match], cues: list[Cue], taken: set[int]) -> None:
        for phrase in phrases:
            if phrase.value == "ask":
                self._ask(here, phrase)
            elif phrase.value == "as":
                self._as(here, phrase, cues, taken)
            elif phrase.value == "nouns":
                self._noun(here, phrase, cues)
            elif phrase.value in ("according", "own"):
                self._according(here, phrase, cues)
        self._toward(here, cues)

    def _ask(self, here: Sentence, phrase: Match) -> None:
        """`na pitanje novinara hoće li …, odgovorio je`: the question ends at the next comma."""
        scene, n = self.scene, phrase.last
        while n < here.last and (scene.is_delimiter(n) or scene.is_function(n)) and n < phrase.last + 4:
            if self.data.whether.match_at(scene.tokens, n):
                break
            n += 1
        index = self._index(here, n)
        if index is None or not self.data.whether.match_at(scene.tokens, n):
            return
        content = scene.span(n, here.segments[index].last)
        if content is not None and sum(1 for _ in scene.words(n, here.segments[index].last)) >= 3:
            cue = Span(scene.tokens[phrase.first].span.start, scene.tokens[phrase.last - 1].span.end)
            asked = scene.tokens[phrase.last - 1]
            speaker = Speaker(asked.span, asked.text) if asked.norm in self.data.journalists else None
            here.drafts.append(Draft("indirect", [content], cue, speaker))

    def _as(self, here: Sentence, phrase: Match, cues: list[Cue], taken: set[int]) -> None:
        """`Kako je rekao, …`, `…, jak powiedział wczoraj premier, …`: a clause in commas with a verb of speech."""
        index = self._index(here, phrase.first)
        if index is None:
            return
        segment, scene = here.segments[index], self.scene
        cue = next((c for c in cues if phrase.last <= c.first <= phrase.last + 5 and c.first in segment), None)
        lead = phrase.first - segment.first
        joined = phrase.first > here.first and scene.tokens[phrase.first - 1].norm in self.data.joining
        if cue is None or cue.first in taken or (lead > 3 and not joined) or not cue.kinds & {"say", "think", "carry"}:
            return
        if self._that_follows(Segment(cue.first, segment.last, "")) is not None:
            return
        taken.add(cue.first)
        span = scene.cue_span(cue.first, cue.last, segment)
        own = Segment(phrase.first, segment.last, segment.opener)
        end = segment.last
        to = attribute(scene, own, span, here.segments[:index] if index else None)
        if to.speaker and to.speaker.span and to.speaker.span.start > span.end and segment.last - cue.last > 6:
            # `jak powiedział wczoraj premier Rasmussen na chwilę obecną …`: no comma ends the attribution.
            if not (index + 1 < len(here.segments) and here.segments[index + 1].opener == ","):
                end = scene.token_range(to.speaker.span)[1]
        if end == segment.last:
            here.closings.append(Segment(phrase.first, segment.last, segment.opener))
        else:
            here.closings.append(Segment(phrase.first, end, segment.opener))
        others = [c for c in cues if c.first not in taken and self._leads(here, c, cues)]
        if others:
            if to.is_medium and to.speaker and to.speaker.entity:
                here.carriers.append(to.speaker.entity)
            return
        parts = self._rest(here, phrase.first, end)[-1:] if lead > 3 else self._rest(here, phrase.first, end)
        if parts:
            here.drafts.append(Draft("indirect", parts).attributed(to, span))

    def _leads(self, here: Sentence, cue: Cue, cues: list[Cue]) -> bool:
        """Does the sentence hold a cue with content of its own, so that the phrase only names who carries it?"""
        index = self._index(here, cue.first)
        if index is None or "label" in cue.kinds:
            return False
        if self._complementiser(here, cue, cues, index) is not None:
            return True
        segment = here.segments[index]
        if index == 0 or "say" not in cue.kinds or is_closing(self.scene, segment) != cue:
            return False
        span = self.scene.cue_span(cue.first, cue.last, segment)
        return not attribute(self.scene, segment, span, closing=True).is_medium

    def _rest(self, here: Sentence, first: int, last: int) -> list[Span]:
        """The clause around tokens `first` to `last`: back to a conjunction that sets it against what stands before."""
        scene, data = self.scene, self.data
        start, stop = here.first, here.last
        for segment in here.segments:
            if segment.first < first and segment.first > here.first:
                if segment.opener == ";" or scene.tokens[segment.first].norm in data.contrast:
                    start = segment.first if segment.opener == ";" else segment.first + 1
            elif segment.first > last and (segment.opener == ";" or is_closing(scene, segment)):
                stop = segment.first - 1
                break
        while start < first and (start in self.direct.covered or scene.tokens[start].norm in data.contrast):
            start += 1
        parts = [scene.span(start, first), scene.span(last, stop)]
        return [p for p in parts if p is not None]

    def _noun(self, here: Sentence, phrase: Match, cues: list[Cue]) -> None:
        """`Z besedami, da …`, `izrazio uvjerenje da …` where the verb is no cue: a noun of speech with a complementiser right after."""
        if any(c.first <= phrase.first + 1 and phrase.first - c.last < 8 for c in cues if c.first < phrase.last):
            return
        scene, n = self.scene, phrase.last
        if n < here.last and scene.is_delimiter(n):
            n += 1
        if n >= here.last or scene.tokens[n].norm not in self.data.that or scene.tokens[n].norm in self.data.as_words:
            return
        start, index = n + 1, self._index(here, phrase.first)
        stop = self._scope(here, start, cues)
        content = scene.span(start, stop)
        if content is None or index is None:
            return
        segment = here.segments[index]
        cue = Span(scene.tokens[phrase.first].span.start, scene.tokens[phrase.last - 1].span.end)
        to = attribute(scene, Segment(segment.first, n, segment.opener), cue, here.segments[:index])
        here.drafts.append(Draft("indirect", [content]).attributed(to, cue))

    def _according(self, here: Sentence, phrase: Match, cues: list[Cue]) -> None:
        """`Według agencji KCNA …`, `…, по словам министра, …`, `po njegovih besedah`."""
        scene, index = self.scene, self._index(here, phrase.first)
        if index is None or any(phrase.first in s for s in here.closings):
            return
        segment = here.segments[index]
        cue = Span(scene.tokens[phrase.first].span.start, scene.tokens[phrase.last - 1].span.end)
        if phrase.value == "own":
            end, speaker, via, medium = phrase.last, Speaker(cue, cue.of(scene.layout.text)), (), False
        else:
            end = self._name_end(phrase.last, segment)
            to = attribute(scene, Segment(phrase.last, end, ""), cue, oblique=True)
            if to.speaker is None and end > phrase.last:
                span = scene.span(phrase.last, end)
                speaker = Speaker(span, span.of(scene.layout.text)) if span else None
            else:
                speaker = to.speaker
            via, medium = to.via, to.is_medium
        if speaker is None or end <= phrase.first:
            return
        others = [c for c in cues if not phrase.first <= c.first < end and self._leads(here, c, cues)]
        told = [d for d in self.direct.drafts if d.cue and scene.token_range(d.cue)[0] in range(here.first, here.last)]
        if told and speaker.entity:
            for draft in told:
                if medium and speaker.entity not in draft.via:
                    draft.via.append(speaker.entity)
            return
        if others or told:
            if medium and speaker.entity:
                here.carriers.append(speaker.entity)
            return
        here.closings.append(Segment(phrase.first, end, segment.opener))
        parts = self._rest(here, phrase.first, end)
        if parts:
            draft = Draft("indirect", parts, cue, speaker, via=list(via), pronoun=phrase.value == "own")
            here.drafts.append(draft)

    def _name_end(self, first: int, segment: Segment) -> int:
        """Where the words after `według`, `по словам` … end that name the source."""
        scene, data, limit = self.scene, self.data, min(segment.last, first + 9)
        if segment.last - first <= 7 and not any(
            scene.tokens[n].norm in data.auxiliaries for n in range(first, segment.last)
        ):
            following = segment.last < len(scene.tokens) and scene.tokens[segment.last].text == ","
            if following or segment.opener == ",":
                return segment.last
        for n in range(first, limit):
            here = scene.mention_at.get(n)
            if here is not None and not here[0].adjective:
                return self._names_end(n, segment)
            token = scene.tokens[n]
            if n > first and (
                token.norm in data.auxiliaries or token.norm in data.prepositions or token.norm in data.adverbs or scene.grammar.is_finite(token)
            ):
                return n
            if names_somebody(scene, n):
                follows = scene.mention_at.get(n + 1)
                return self._names_end(n + 1, segment) if follows and n + 1 < segment.last else n + 1
        return min(limit, first + 2)

    def _names_end(self, n: int, segment: Segment) -> int:
        """The end of the name at token `n`, and of a person's name after that of a body."""
        scene, mention = self.scene, self.scene.mention_at[n][0]
        end = scene.token_range(mention.span)[1]
        following = scene.mention_at.get(end)
        if following is not None and following[0].type == "PER" and mention.type != "PER" and not is_carrier(scene, mention):
            end = scene.token_range(following[0].span)[1]
        return min(end, segment.last)

    def _toward(self, here: Sentence, cues: list[Cue]) -> None:
        """`prema promatračima` between commas: a preposition that means "according to" only with people after it."""
        scene, data = self.scene, self.data
        for n, segment in enumerate(here.segments):
            if scene.tokens[segment.first].norm not in data.toward or segment in here.closings or segment.last - segment.first > 6:
                continue
            if any(a.first == segment.first for a in scene.attributions):
                continue
            last = n + 1 == len(here.segments)
            if last or (n == 0 and scene.tokens[segment.last].text != ","):
                continue
            inside = Segment(segment.first + 1, segment.last, segment.opener)
            found = best(candidates(scene, inside, oblique=True), inside.first, 1.5)
            if found is None or found.first - inside.first > 2 or (found.mention and found.mention.type == "LOC"):
                continue
            cue = Span(scene.tokens[segment.first].span.start, scene.tokens[segment.last - 1].span.end)
            to = attribute(scene, inside, cue, oblique=True)
            here.closings.append(segment)
            parts = self._rest(here, segment.first, segment.last)
            if parts:
                here.drafts.append(Draft("indirect", parts).attributed(to, cue))
