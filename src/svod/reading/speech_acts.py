"""Speech acts: what is promised, asked for, denied or offered, in a noun phrase or infinitive (`obećao je pomoć`, `odbił rozmowy`)."""

from __future__ import annotations

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.clause_scope import ClauseScope, Sentence
from svod.reading.drafts import Draft, is_closing
from svod.reading.speakers import attribute
from svod.records import Speaker


class SpeechActs:
    """Finds the objects of speech acts; `find()` is the only way in."""

    def __init__(self, scene: Scene, scope: ClauseScope) -> None:
        self.scene, self.scope, self.data = scene, scope, scene.data

    def find(self, here: Sentence, cue: Cue, cues: list[Cue]) -> Draft | None:
        """What the act at `cue` is about, as an indirect quotation; None where the cue takes no object here."""
        index = self.scope.index(here, cue.first)
        if index is None:
            return None
        segment, scene, data = here.segments[index], self.scene, self.data
        about = self._about(cue, segment)
        if ("act" not in cue.kinds and about is None) or (
            index and "say" in cue.kinds and is_closing(scene, segment) == cue
        ):
            return None
        span = scene.cue_span(cue.first, cue.last, segment)
        to = attribute(scene, segment, span, here.segments[:index])
        start = about if about is not None else self._object(cue, segment, to.speaker)
        if to.speaker is None and cue.first - segment.first > 4:
            # "Машина вимагає ремонту": a subject stands before the verb, and it is nobody who speaks.
            return None
        if start < len(scene.tokens) and scene.tokens[start].norm in data.at and about is None:
            return None
        compared = start + 1 < len(scene.tokens) and scene.tokens[start + 1].text == "-"  # по-високи
        if (
            "say" in cue.kinds
            and about is None
            and start < segment.last
            and scene.tokens[start].norm in data.prepositions
            and not compared
        ):
            return None
        if scene.tokens[segment.first].norm in data.relatives and not self._speaks(to.speaker):
            return None
        if self.scope.denies(cue) and start < segment.last and scene.tokens[start].norm in data.subjunctive:
            start += 1  # "отрича да е имало повреда": what is denied is a clause, and its "да" no part of it
        stop = self.scope.end_of(here, start, cues, noun_phrase=True)
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
        return any(m.type in ("PER", "ORG") and m.span.overlaps(speaker.span) for m in self.scene.mentions) or any(
            t.norm in self.data.persons or t.norm in self.data.institutions
            for t in self.scene.layout.tokens_in(speaker.span)
        )

    def _about(self, cue: Cue, segment: Segment) -> int | None:
        """`poinformowała we wtorek o strajku`: the preposition that begins what a verb of saying is about."""
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
        scene, n, limit = self.scene, cue.last, segment.last
        named = speaker.span if speaker else None
        while n < limit:
            start = scene.tokens[n].span.start
            if (scene.is_function(n) and not scene.covered[n]) or (named and named.start <= start < named.end):
                n += 1
            elif (quoted := self._quoted_from(n)) is not None and self._addressee(quoted, limit) is not None:
                n = quoted
            elif not scene.covered[n] and (skip := self._addressee(n, limit)) is not None:
                n = skip
            else:
                break
        return n

    def _quoted_from(self, n: int) -> int | None:
        """The token after a passage in marks that begins at token `n`: `zaprosił "jak najszybciej" Nowaka do …`."""
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
