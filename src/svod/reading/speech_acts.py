"""Speech acts: what is promised, asked for, denied or offered, in a noun phrase or infinitive (`obećao je pomoć`, `odbił rozmowy`)."""

from __future__ import annotations

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import candidates
from svod.reading.clause_scope import ClauseScope, Sentence
from svod.reading.drafts import Draft, is_closing
from svod.records import Span, Speaker


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
        if "label" in cue.kinds or ("act" not in cue.kinds and about is None):
            return None
        if not self.scope.is_said(cue, segment):
            return None
        if (
            index
            and "say" in cue.kinds
            and is_closing(scene, segment) == cue
            and not self.scope.goes_on(here, index)
            and not self.scope.takes_object(cue, segment)
            and (about is None or about != cue.last)
        ):
            return None
        span = scene.cue_span(cue.first, cue.last, segment)
        to = self.scope.source(here, index, segment, span)
        if self._is_about_that(cue, about, segment) or self._by_nobody(cue, segment, to.speaker):
            return None
        start = about if about is not None else self._object(cue, segment, to.speaker)
        if about is None and self._is_legal(cue, segment, to.speaker):
            return None
        before = self._before(cue, segment, to.speaker, start)
        if before is not None:
            return Draft("indirect", [before]).attributed(to, span)
        if to.speaker is None and scene.tokens[cue.first].norm in data.looming:
            return None  # "Kršiteljem grozi kazen"
        lead = scene.tokens[segment.first].norm
        adverbial = lead in data.prepositions and scene.is_function(
            cue.first - 1
        )  # "Na schůzce s poslanci také přiznal"
        if to.speaker is None and cue.first - segment.first > 4 and not adverbial:
            # "Машина вимагає ремонту": a subject stands before the verb, and it is nobody who speaks.
            return None
        if start < len(scene.tokens) and scene.tokens[start].norm in data.at and about is None:
            return None
        placed = scene.mention_at.get(start)
        if (
            about is None
            and start > cue.last
            and placed
            and placed[0].type == "LOC"
            and scene.tokens[start - 1].norm in data.at
        ):
            return None  # "odmówili w Niemczech"
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
        stop = self.scope.end_of(here, start, cues, noun_phrase=True, subordinate=self.scope.is_embedded(here, index))
        content = scene.span(start, stop)
        speaker = to.speaker.span if to.speaker else None
        if content is None or not self._enough(start, stop, segment):
            return None
        if start >= segment.last and scene.tokens[min(start, len(scene.tokens) - 1)].norm not in data.subjunctive:
            return None
        if (speaker and content.overlaps(speaker)) or any(m.span == content for m in scene.mentions):
            return None  # "pochwalił Trumpa": nothing that was said
        return Draft("indirect", [content]).attributed(to, span)

    def _is_about_that(self, cue: Cue, about: int | None, segment: Segment) -> bool:
        """`poinformował o tym`, `всё это говорит о падении`: what was said stands elsewhere, or it is no person that says it."""
        tokens, things = self.scene.tokens, self.data.things
        after = about is not None and about + 1 < segment.last and tokens[about + 1].norm in things
        return after or (cue.first > 0 and tokens[cue.first - 1].norm in things)

    def _by_nobody(self, cue: Cue, segment: Segment, speaker: Speaker | None) -> bool:
        """Does an object stand before a verb without a subject (`Женщину обвинили в …`), so that nobody in particular says it?"""
        if speaker is not None or not self.data.cases or "say" in cue.kinds:
            return False
        if not any(self.scene.tokens[n].norm.endswith(self.data.plural_ends) for n in range(cue.first, cue.last)):
            return False
        lead = [n for n, _ in self.scene.words(segment.first, cue.first) if not self.scene.is_function(n)]
        return any(self.scene.tokens[n].norm not in self.data.joining for n in lead)

    def _is_legal(self, cue: Cue, segment: Segment, speaker: Speaker | None) -> bool:
        """Is it a court's or a parliament's act of law (`soud nařídil propuštění`)? Such bodies also speak, but not in noun phrases."""
        scene = self.scene
        named = scene.token_range(speaker.span) if speaker and speaker.span else (cue.first, cue.first)
        near = range(max(segment.first, cue.first - 4), cue.first)
        return any(scene.tokens[n].norm in self.data.courts for n in (*range(*named), *near))

    def _before(self, cue: Cue, segment: Segment, speaker: Speaker | None, start: int) -> Span | None:
        """The object before its verb, where the subject stands after it: `Do bojkotu wzywali związkowcy`, `závadu popírá mluvčí`."""
        scene, data = self.scene, self.data
        if not data.cases or "act" not in cue.kinds or speaker is None or speaker.span is None:
            return None
        first = segment.first
        subject = scene.token_range(speaker.span)
        if not cue.last <= subject[0] <= cue.last + 4 or start < min(subject[1], segment.last) or cue.first - first > 9:
            return None
        if start < segment.last and any(True for _ in scene.words(subject[1], segment.last)):
            return None
        while first < cue.first and (
            scene.tokens[first].norm in data.joining or scene.tokens[first].norm in data.contrast
        ):
            first += 1
        last = cue.first
        while last > first and scene.is_function(last - 1):
            last -= 1
        lead = scene.tokens[first].norm
        if last <= first or lead in data.relatives or lead in data.that or scene.is_function(first):
            return None
        if lead in data.prepositions and not self._takes(cue, lead) and lead not in data.subjunctive:
            return None
        if any(scene.grammar.is_finite(scene.tokens[n]) or scene.covered[n] for n in range(first, last)):
            return None
        if any(c.score >= 2 for c in candidates(scene, Segment(first, last, ""))):
            return None
        return scene.span(first, last) if sum(1 for _ in scene.words(first, last)) > 1 else None

    def _takes(self, cue: Cue, preposition: str) -> bool:
        """Does the object of the verb begin with the preposition (`ostrzegł przed …`)?"""
        verbs = next((verbs for name, verbs in self.data.takes if name == preposition), None)
        return verbs is not None and any(self.scene.tokens[n].norm in verbs for n in range(cue.first, cue.last))

    def _enough(self, start: int, stop: int, segment: Segment) -> bool:
        """Two words, or a noun that ends the clause (`ogłosił strajk.`)."""
        scene = self.scene
        words = [n for n, _ in scene.words(start, stop)]
        if len(words) != 1:
            return len(words) > 1
        token = scene.tokens[words[0]]
        ends = not any(True for _ in scene.words(words[0] + 1, segment.last))
        if not ends or len(token.norm) < 5 or token.text[0].isupper() or scene.is_function(words[0]):
            return False
        return not token.norm.endswith(self.data.infinitive_ends)

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
        tokens, stop = self.scene.tokens, min(cue.last + 9, segment.last)
        for n in range(cue.last, stop):
            if self._takes(cue, tokens[n].norm) and not (tokens[n].norm in self.data.at and n > cue.last + 4):
                return n
        if "say" not in cue.kinds:
            return None
        for n in range(cue.last, stop):
            norm = tokens[n].norm
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
            if token.norm.endswith(data.infinitive_ends) and k not in scene.mention_at:
                return None
            here = scene.mention_at.get(k)
            if here is not None:
                follows = scene.token_range(here[0].span)[1]
                person = here[0].type == "PER" and not here[0].adjective
                from_whom = here[0].type in ("PER", "ORG") and scene.tokens[n].norm in data.prepositions and k <= n + 1
                return follows if (person or from_whom) and follows < limit else None
        return None
