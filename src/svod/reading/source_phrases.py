"""Phrases that name a source, and questions: `prema riječima …`, `kako je rekao …`, `na pitanje hoće li …`, `z besedami, da …`.

A phrase frames the clause around it. Where the sentence has a cue with content of its own, a medium in the phrase only carries it.
"""

from __future__ import annotations

from svod.languages.phrases import Match
from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import best, candidates
from svod.reading.clause_ends import Sentence
from svod.reading.clause_scope import ClauseScope
from svod.reading.drafts import CLOSING, Direct, Draft, is_closing
from svod.reading.framed_clauses import around, is_of_noun, within_relative
from svod.reading.noun_phrases import names_somebody
from svod.reading.quotation_marks import MARKS
from svod.reading.source_names import name_end
from svod.reading.speakers import attribute
from svod.records import Span, Speaker


class SourcePhrases:
    """Finds what source phrases frame; `find()` is the only way in."""

    def __init__(self, scene: Scene, direct: Direct, scope: ClauseScope) -> None:
        self.scene, self.direct, self.scope, self.data = scene, direct, scope, scene.data

    def find(self, here: Sentence, phrases: list[Match], cues: list[Cue], taken: set[int]) -> None:
        """Add what the phrases frame to the sentence; cues that stand in a phrase are put into `taken`."""
        this = self.scene.is_about_this(here.first)  # "Про це повідомляє УНН з посиланням на …"
        for phrase in phrases:
            if this and phrase.value in ("as", "according", "own") and not self._before_relative(phrase, here):
                continue
            if phrase.value == "ask":
                asked = len(here.drafts)
                self._ask(here, phrase)
                if len(here.drafts) > asked:
                    taken.update(range(phrase.first, phrase.last))
            elif phrase.value == "as":
                self._as(here, phrase, cues, taken)
            elif phrase.value == "nouns":
                self._noun(here, phrase, cues)
            elif phrase.value in ("according", "own") or (phrase.value == "viewpoint" and self._is_somebody(phrase)):
                self._according(here, phrase, cues)
        self._toward(here)

    def _before_relative(self, phrase: Match, here: Sentence) -> bool:
        return phrase.last < here.last and self.scene.tokens[phrase.last].norm in self.data.relatives

    def _is_somebody(self, phrase: Match) -> bool:
        """Does a person or body follow, whose point of view is a statement, and no matter (`с точки зрения безопасности`)?"""
        end = min(phrase.last + 3, self.scene.end_of_sentence(phrase.last - 1))
        return any(
            names_somebody(self.scene, n) or (n in self.scene.mention_at and not self.scene.mention_at[n][0].adjective)
            for n in range(phrase.last, end)
        )

    def _ask(self, here: Sentence, phrase: Match) -> None:
        """`na pitanje novinara hoće li …, odgovorio je`: the question ends at the next comma."""
        scene, n = self.scene, phrase.last
        while n < here.last and (scene.is_delimiter(n) or scene.is_function(n)) and n < phrase.last + 4:
            if self.data.whether.match_at(scene.tokens, n):
                break
            n += 1
        index = self.scope.index(here, n)
        if index is None or not self.data.whether.match_at(scene.tokens, n):
            return
        content = scene.span(n, here.segments[index].last)
        if content is not None and sum(1 for _ in scene.words(n, here.segments[index].last)) >= 3:
            cue = Span(scene.tokens[phrase.first].span.start, scene.tokens[phrase.last - 1].span.end)
            asked = scene.tokens[phrase.last - 1]
            speaker = Speaker(asked.span, asked.text) if asked.norm in self.data.journalists else None
            segment = here.segments[self.scope.index(here, phrase.first) or 0]
            active = any(c.first == phrase.first for c in scene.cues_in(phrase.first, phrase.last))
            if speaker is None and active and scene.tokens[max(0, phrase.first - 1)].norm not in self.data.auxiliaries:
                speaker = attribute(scene, Segment(segment.first, phrase.last, segment.opener), cue).speaker
            here.drafts.append(Draft("indirect", [content], cue, speaker))

    def _as(self, here: Sentence, phrase: Match, cues: list[Cue], taken: set[int]) -> None:
        """`Kako je rekao, …`, `…, jak powiedział wczoraj premier, …`: a clause in commas with a verb of speech."""
        index = self.scope.index(here, phrase.first)
        if index is None:
            return
        segment, scene = here.segments[index], self.scene
        if scene.is_proverbial(segment):
            return
        cue = next((c for c in cues if phrase.last <= c.first <= phrase.last + 5 and c.first in segment), None)
        lead = phrase.first - segment.first
        joined = phrase.first > here.first and scene.tokens[phrase.first - 1].norm in self.data.joining
        if cue is None or cue.first in taken or (lead > 3 and not joined) or not cue.kinds & (CLOSING | {"think"}):
            return
        if self.scope.that_follows(Segment(cue.first, segment.last, "")) is not None:
            return
        taken.add(cue.first)
        span = scene.cue_span(cue.first, cue.last, segment)
        own = Segment(phrase.first, segment.last, segment.opener)
        end = self.scope.past_relative(here, index)
        told = "told" in cue.kinds
        to = attribute(scene, own, span, here.segments[:index] if index and not told else None, oblique=told)
        follows = index + 1 < len(here.segments) and here.segments[index + 1].opener == ","
        if (
            to.speaker
            and to.speaker.span
            and to.speaker.span.start > span.end
            and segment.last - cue.last > 6
            and not follows
        ):
            # `jak powiedział wczoraj premier Nowak trudno …`: no comma ends the attribution.
            end = scene.token_range(to.speaker.span)[1]
        here.closings.append(Segment(phrase.first, end, segment.opener))
        others = [c for c in cues if c.first not in taken and self._leads(here, c, cues)]
        if others:
            if to.is_medium and to.speaker and to.speaker.entity:
                here.carriers.append(to.speaker.entity)
            return
        parts = (
            around(self.scope, here, phrase.first, end)[-1:]
            if lead > 3
            else around(self.scope, here, phrase.first, end)
        )
        if parts:
            here.drafts.append(Draft("indirect", parts).attributed(to, span))

    def _leads(self, here: Sentence, cue: Cue, cues: list[Cue]) -> bool:
        """Does the sentence hold a cue with content of its own, so that the phrase only names who carries it?"""
        index = self.scope.index(here, cue.first)
        if index is None or "label" in cue.kinds:
            return False
        if self.scope.complementiser(here, cue, cues, index) is not None:
            return True
        segment = here.segments[index]
        if index == 0 or "say" not in cue.kinds or is_closing(self.scene, segment) != cue:
            return False
        if self.scene.tokens[cue.first - 1].norm in self.data.negations or self.scope.goes_on(here, index):
            return False
        span = self.scene.cue_span(cue.first, cue.last, segment)
        return not attribute(self.scene, segment, span, closing=True).is_medium

    def _names(self, cue: Cue, here: Sentence) -> bool:
        """Does somebody call something by words in marks that follow?"""
        return "label" in cue.kinds and any(cue.last <= q.first < here.last for q in self.direct.partial)

    def _noun(self, here: Sentence, phrase: Match, cues: list[Cue]) -> None:
        """`Z besedami, da …`, `izrazio uvjerenje da …` where the verb is no cue: a noun of speech with a complementiser right after."""
        if any(c.first <= phrase.first + 1 and phrase.first - c.last < 8 for c in cues if c.first < phrase.last):
            return
        scene, n = self.scene, phrase.last
        if scene.tokens[n - 1].norm in self.data.things and not scene.cues_in(here.first, phrase.first):
            return  # "počítají s tím, že …"
        if n < here.last and scene.is_delimiter(n):
            n += 1
        if n >= here.last or scene.tokens[n].norm not in self.data.that or scene.tokens[n].norm in self.data.as_words:
            return
        start, index = n + 1, self.scope.index(here, phrase.first)
        stop = self.scope.end_of(here, start, cues)
        content = scene.span(start, stop)
        if content is None or index is None:
            return
        segment = here.segments[index]
        cue = Span(scene.tokens[phrase.first].span.start, scene.tokens[phrase.last - 1].span.end)
        to = attribute(scene, Segment(segment.first, n, segment.opener), cue, here.segments[:index])
        here.drafts.append(Draft("indirect", [content]).attributed(to, cue))

    def _according(self, here: Sentence, phrase: Match, cues: list[Cue]) -> None:
        """`Według agencji PAP …`, `…, по словам министра, …`, `po njegovih besedah`."""
        scene, index = self.scene, self.scope.index(here, phrase.first)
        if index is None or any(phrase.first in s for s in here.closings):
            return
        segment = here.segments[index]
        if is_of_noun(self.scope, phrase, segment, index):
            return
        cue = Span(scene.tokens[phrase.first].span.start, scene.tokens[phrase.last - 1].span.end)
        via: tuple[str, ...] = ()
        speaker: Speaker | None
        begin = phrase.first
        if self._is_adverb(phrase, here):
            return
        if scene.tokens[phrase.last - 1].norm in self.data.postposed:
            begin, end = self._source_before(segment, phrase.first), phrase.last
            to = attribute(scene, Segment(begin, phrase.first, ""), cue, oblique=True)
            span = scene.span(begin, phrase.first)
            speaker = to.speaker or (Speaker(span, span.of(scene.layout.text)) if span else None)
            via, medium = to.via, to.is_medium
        elif phrase.value == "own":
            end, medium = phrase.last, False
            speaker = Speaker(cue, cue.of(scene.layout.text))
        else:
            lead = scene.tokens[min(phrase.last, here.last - 1)].norm
            if (
                index
                and phrase.first == segment.first
                and lead in self.data.relatives
                and lead not in self.data.articles
            ):
                self._of_whom(here, phrase, index, cue)
                return
            end = name_end(self.scene, phrase.last, segment)
            to = attribute(scene, Segment(phrase.last, end, ""), cue, oblique=True)
            if to.speaker is None and end > phrase.last:
                span = scene.span(phrase.last, end)
                speaker = Speaker(span, span.of(scene.layout.text)) if span else None
            else:
                speaker = to.speaker
            via, medium = to.via, to.is_medium
        if speaker is None or end <= phrase.first:
            return
        head = next((n for n in range(phrase.last, end) if self._is_document(n) or names_somebody(scene, n)), None)
        if speaker.entity is None and head is not None and self._is_document(head):
            return
        fresh = index > 0 and scene.tokens[segment.first].norm in self.data.contrast
        others = [
            c
            for c in cues
            if not begin <= c.first < end
            and (c.first in segment or not fresh)
            and (self._leads(here, c, cues) or self._names(c, here))
        ]
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
        while end < segment.last and scene.tokens[end].text in MARKS:
            end += 1
        if end == segment.last:
            end = self.scope.past_relative(here, index)
        here.closings.append(Segment(begin, end, segment.opener))
        relative = scene.tokens[segment.first].norm in self.data.relatives and phrase.first > segment.first
        parts = (
            within_relative(self.scope, here, index, begin, end) if relative else around(self.scope, here, begin, end)
        )
        if parts:
            draft = Draft("indirect", parts, cue, speaker, via=list(via), pronoun=phrase.value == "own")
            here.drafts.append(draft)

    def _is_adverb(self, phrase: Match, here: Sentence) -> bool:
        """Is a lone word no preposition here: `so laut in der Gasse`?"""
        data, n = self.data, phrase.last
        if phrase.last - phrase.first > 1 or n >= here.last or data.cases:
            return False
        return self.scene.tokens[n].norm in data.prepositions or (
            not self.scene.tokens[n].is_word and not data.postposed
        )

    def _source_before(self, segment: Segment, n: int) -> int:
        """The first token of the source that stands before token `n`: `(den) Angaben der Polizei zufolge`."""
        scene, k = self.scene, n
        while k > segment.first and n - k < 8:
            token = scene.tokens[k - 1]
            apart = not token.is_word and token.text not in MARKS
            if apart or token.norm in self.data.prepositions or token.norm in self.data.auxiliaries:
                break
            if scene.grammar.is_finite(token):
                break
            k -= 1
        return k

    def _is_document(self, n: int) -> bool:
        return self.scene.tokens[n].norm in self.data.documents and not names_somebody(self.scene, n)

    def _of_whom(self, here: Sentence, phrase: Match, index: int, cue: Span) -> None:
        """`…, podle něhož …`, `…, według którego …`: the noun before the relative clause names the source."""
        scene, segment = self.scene, here.segments[index]
        parts_main = not any(scene.has_finite(s.first, s.last) for s in here.segments[:index])
        stop = self.scope.end_of(here, phrase.last + 1, [], subordinate=parts_main)
        content = scene.span(phrase.last + 1, stop)
        to = attribute(scene, segment, cue, here.segments[:index], oblique=True)
        if content is not None and index:
            here.drafts.append(Draft("indirect", [content]).attributed(to, cue))

    def _toward(self, here: Sentence) -> None:
        """`prema promatračima` between commas: a preposition that means "according to" only with people after it."""
        scene, data = self.scene, self.data
        for n, segment in enumerate(here.segments):
            if (
                scene.tokens[segment.first].norm not in data.toward
                or segment in here.closings
                or segment.last - segment.first > 6
            ):
                continue
            if scene.attributions_in(segment.first, segment.first + 1):
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
            parts = around(self.scope, here, segment.first, segment.last)
            if parts:
                here.drafts.append(Draft("indirect", parts).attributed(to, cue))
