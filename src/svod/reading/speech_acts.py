"""Speech acts: what is promised, asked for, denied or offered, in a noun phrase or infinitive (`obećao je pomoć`, `odbił rozmowy`)."""

from __future__ import annotations

from dataclasses import replace

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.clause_ends import Sentence
from svod.reading.clause_scope import ClauseScope
from svod.reading.drafts import Draft, is_closing
from svod.reading.fronted_objects import object_before, object_between, takes
from svod.reading.speakers import Attributed, attribute
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
        progressive = scene.tokens[cue.first].norm.endswith(data.progressive_ends)
        if cue.first > segment.first and scene.tokens[cue.first - 1].norm in data.passive and not progressive:
            return None
        if about is not None and scene.tokens[cue.first].norm in data.topic:
            return None  # "Mówiąc o skutkach sankcji, …"
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
        framed = self._frame(cue, segment)
        if framed is not None:
            return self._framed(framed, cue, segment, to, span)
        start = about if about is not None else self._object(cue, segment, to.speaker)
        if about is None and self._is_legal(cue, segment, to.speaker):
            return None
        if about is None and (turned := object_between(scene, cue, segment, start)) is not None:
            return turned.attributed(replace(to, speaker=turned.speaker), span)
        before = object_before(scene, cue, segment, to.speaker, start)
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
        relative = scene.tokens[segment.first].norm in data.relatives and not scene.is_article(segment.first)
        if relative and not self._speaks(to.speaker):
            return None
        if self.scope.denies(cue) and start < segment.last and scene.tokens[start].norm in data.subjunctive:
            start += 1  # "отрича да е имало повреда": what is denied is a clause, and its "да" no part of it
        start = self._past_addressee(start, segment, to.addressee)
        embedded = self.scope.is_embedded(here, index)
        # "Dok čelnici odbacuju usporedbe, građani …"
        embedded = embedded or (index == 0 and lead in scene.grammar.subordinating and lead not in data.as_words)
        stop = self.scope.end_of(here, start, cues, noun_phrase=True, subordinate=embedded)
        stop = self._until_circumstance(here, start, stop)
        content = scene.span(start, stop)
        speaker = to.speaker.span if to.speaker else None
        if content is None or not self._enough(start, stop, segment):
            return None
        if start >= segment.last and scene.tokens[min(start, len(scene.tokens) - 1)].norm not in data.subjunctive:
            return None
        if to.addressee is not None and to.addressee.span is not None and to.addressee.span.contains(content):
            return None  # "čestitao je izabranicima"
        within = speaker is not None and content.start < speaker.start and speaker.end <= content.end
        if within and data.cases and cue.first - segment.first <= 1 and to.is_medium:
            to, speaker = (
                Attributed(None),
                None,
            )  # "Odbio je komentirati navode medija": a dropped subject, and the media an object
        if (speaker and content.overlaps(speaker)) or any(m.span == content for m in scene.mentions):
            return None  # "pochwalił Trumpa": nothing that was said
        return Draft("indirect", [content]).attributed(to, span)

    def _frame(self, cue: Cue, segment: Segment) -> tuple[int, int] | None:
        """The tokens between the two pieces of a verb, where its object stands: `wies den Vorwurf zurück`, `hat den Vorwurf bestritten`."""
        scene, data = self.scene, self.data
        particle = scene.particles.get(cue.first)
        if particle is not None:
            return (cue.last, particle) if particle in segment else None
        following = cue.last < segment.last and scene.tokens[cue.last].is_word
        if not data.verb_first or (following and scene.tokens[cue.last].norm not in data.joining):
            return None
        for n in range(cue.first - 1, segment.first, -1):
            if scene.tokens[n].norm in data.perfect:
                return n + 1, cue.first
        return None

    def _framed(self, frame: tuple[int, int], cue: Cue, segment: Segment, to: Attributed, span: Span) -> Draft | None:
        """The object within the frame, past a subject that stands there; the subject before the frame is the speaker."""
        scene, (start, stop) = self.scene, frame
        if start > cue.last or stop < cue.first or start < cue.first:
            before = attribute(scene, Segment(segment.first, start, segment.opener), span)
            to = before if before.speaker is not None else to
        named = to.speaker.span if to.speaker else None
        while start < stop and (
            scene.is_function(start) or (named and named.start <= scene.tokens[start].span.start < named.end)
        ):
            start += 1
        content = scene.span(start, stop)
        if content is None or self._is_legal(cue, segment, to.speaker):
            return None
        return Draft("indirect", [content]).attributed(to, span)

    def _until_circumstance(self, here: Sentence, start: int, stop: int) -> int:
        """Where the outlet tells when it was said: `warned of gusts … as the storm closed in`, `ruled out a sale, hours after …`."""
        scene = self.scene
        for n in range(start + 2, stop):
            if scene.tokens[n].norm in self.data.circumstance and scene.has_finite(n + 1, stop):
                segment = next(s for s in here.segments if n < s.last)
                return segment.first - 1 if start < segment.first < n and n - segment.first <= 2 else n
        return stop

    def _past_addressee(self, start: int, segment: Segment, to: Speaker | None) -> int:
        """The token after whom something is promised, asked or the like, where that stands first (`přislíbil obyvatelům pomoc`)."""
        scene = self.scene
        if to is None or to.span is None or start >= segment.last:
            return start
        first, last = scene.token_range(to.span)
        lead = range(start, first)
        near = first >= start and all(scene.tokens[n].norm in self.data.prepositions for n in lead) and len(lead) <= 1
        goes_on = (
            last < segment.last and scene.tokens[last].is_word and scene.tokens[last].norm not in self.data.joining
        )
        if not self.data.cases and goes_on and scene.tokens[last].norm in self.data.prepositions:
            return start  # "promised higher wages for teachers"
        return last if near and goes_on else start

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

    def _enough(self, start: int, stop: int, segment: Segment) -> bool:
        """Two words, or a noun that ends the clause (`ogłosił strajk.`)."""
        scene = self.scene
        words = [n for n, _ in scene.words(start, stop)]
        if len(words) == 2 and scene.tokens[words[0]].text.isdigit() and scene.tokens[words[0] + 1].text == ".":
            return False  # "najavio je 7. srpnja"
        if len(words) != 1:
            return len(words) > 1
        token = scene.tokens[words[0]]
        ends = not any(True for _ in scene.words(words[0] + 1, segment.last))
        ends = ends or (stop < segment.last and scene.tokens[stop].norm in self.data.joining)
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
        stop = min([stop, *(c.first for c in self.scene.cues_in(cue.last, stop))])
        for n in range(cue.last, stop):
            if takes(self.scene, cue, tokens[n].norm) and not (tokens[n].norm in self.data.at and n > cue.last + 4):
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
            if n > cue.last - 1 and scene.tokens[n].norm in self.data.negations:
                break  # "советуют не выходить"
            if (scene.is_function(n) and not scene.covered[n]) or (named and named.start <= start < named.end):
                n += 1
            elif (quoted := self._quoted_from(n)) is not None and self._addressee(quoted, limit) is not None:
                n = quoted
            elif not scene.covered[n] and (skip := self._addressee(n, limit) or self._place(n, limit)) is not None:
                n = skip
            else:
                break
        return n

    def _quoted_from(self, n: int) -> int | None:
        """The token after a passage in marks that begins at token `n`: `zaprosił "jak najszybciej" Nowaka do …`."""
        return next((q.last + 1 for q in self.scene.quoted if q.depth == 0 and q.closed and q.first == n + 1), None)

    def _place(self, n: int, limit: int) -> int | None:
        """The end of a place that a preposition at token `n` names before the object: `obiecali w Kijowie dalszą pomoc`."""
        at = n if self.scene.tokens[n].norm in self.data.at else n - 1
        here = self.scene.mention_at.get(at + 1)
        if self.scene.tokens[at].norm not in self.data.at or here is None or here[0].type != "LOC" or here[1] != at + 1:
            return None
        end = self.scene.token_range(here[0].span)[1]
        return end if end < limit and self.scene.tokens[end].norm not in self.data.prepositions else None

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
