"""How far a reported clause reaches: where it begins after its cue and where its sentence turns to something else."""

from __future__ import annotations

from svod.reading.attribution import Cue, Segment
from svod.reading.candidates import candidates
from svod.reading.clause_ends import ClauseEnds, Sentence
from svod.reading.noun_phrases import names_somebody
from svod.reading.speakers import Attributed, attribute
from svod.records import Span

REACH = 14
"""Tokens between a cue and its complementiser (benchmarks/quotations)."""


class ClauseScope(ClauseEnds):
    """Looks for the edges of reported clauses in the sentences of one report."""

    def index(self, here: Sentence, token: int) -> int | None:
        """The number of the segment in which a token stands; None for a delimiter."""
        return next((n for n, s in enumerate(here.segments) if token in s), None)

    def denies(self, cue: Cue) -> bool:
        """Is the cue a verb of denial?"""
        return any(self.scene.tokens[n].norm in self.scene.grammar.denial for n in range(cue.first, cue.last))

    def complementiser(self, here: Sentence, cue: Cue, cues: list[Cue], index: int) -> tuple[int, int] | None:
        """Where the content begins, and where what belongs to the cue ends."""
        data, tokens, delimiters = self.data, self.scene.tokens, 0
        segment = here.segments[index]
        if self.inverted(here, cue, index) or tokens[cue.first].norm in data.inserted_only:
            return None
        if data.that_dropped and "say" in cue.kinds:
            n = cue.last
            while n < segment.last and tokens[n].norm in data.adverbs and tokens[n].norm not in data.pronouns:
                n += 1
            if n + 2 < here.last and tokens[n].norm in data.pronouns and data.subject_first:
                return n, n  # "said Friday they had called off the search"
        following = next((c for c in cues if c.first >= cue.last and c.kinds & {"say", "think", "act", "told"}), None)
        for n in range(cue.last, min(cue.last + REACH, here.last)):
            if following is not None and n >= following.first:
                if data.that_dropped:
                    break  # "said the rudder had been reported"
                return None
            if n in self.direct.covered:
                return None
            norm = tokens[n].norm
            if self.scene.is_delimiter(n):
                delimiters += 1
                if (
                    delimiters > 2
                    or tokens[n].text in ":;("
                    or (delimiters > 1 and "act" in cue.kinds and "say" not in cue.kinds)
                ):
                    return None
                continue
            if norm in data.that and self.is_conjunction(cue.last, n):
                continue
            if norm in data.that and not self.scene.covered[n]:
                if norm in data.as_words and (n - cue.last > 6 or delimiters):
                    return None
                if not cue.kinds & {"say", "think", "told", "carry"} and norm in data.subjunctive:
                    # "je pozvao da dođu": an infinitive in all but form, the seeds keep its "da"; what is denied is a clause.
                    return (n + 1, n) if delimiters or self.denies(cue) else (n, n)
                return n + 1, n
            if norm in data.subjunctive and delimiters == 1 and "act" in cue.kinds and self.scene.is_delimiter(n - 1):
                return n + 1, n
            if data.that_dropped and delimiters and n == segment.last + 1 and segment.last == cue.last:
                break
            if norm in data.bare_questions and not delimiters and "say" in cue.kinds:
                return n, n
            asked = norm in data.interrogatives and n - cue.last <= 4 and not delimiters
            if asked and tokens[cue.last - 1].norm in data.asking:
                return n, n  # "asked what she looked for"
            if delimiters and self.scene.is_delimiter(n - 1) and "say" in cue.kinds and self._asks(n, cue):
                return n, n
            if (
                norm in data.relatives
                and delimiters
                and self.scene.is_delimiter(n - 1)
                and norm not in data.whether_words
            ):
                if data.verb_first:
                    break  # "sagte dem Sender, die Brücke werde gesperrt"
                return None
        if not data.that_dropped or not cue.kinds & (
            {"say"} if data.subject_first else {"say", "think", "act", "told"}
        ):
            return None
        subject = (
            any(c.score >= 2 for c in candidates(self.scene, Segment(segment.first, cue.first, "")))
            if cue.first > segment.first
            else False
        )
        if data.subject_first and not self._may_be_clause(here, cue):
            return None
        before = any(True for _ in self.scene.words(segment.first, cue.first)) and segment.opener in ("", ";", ":")
        soon = next((n for n in range(cue.last, segment.last) if tokens[n].norm in data.joining), segment.last)
        plain = before and not self.scene.has_finite(segment.first, cue.first) and self.scene.has_finite(cue.last, soon)
        written = any(tokens[n].norm in data.documents for n in range(segment.first, cue.first))
        subject = subject or (plain and "say" in cue.kinds and not written)
        if data.subject_first and segment.last - cue.last >= 4 and (subject or self._parted(here, cue, index)):
            return cue.last, cue.last
        return None if data.subject_first else self._verb_second(here, cue, index)

    def _verb_second(self, here: Sentence, cue: Cue, index: int) -> tuple[int, int] | None:
        """A clause without a complementiser after a comma: `sagte, die Preise würden …`, `behauptet der Mann, der fuhr, er habe …`."""
        scene, segment = self.scene, here.segments[index]
        inserted = segment.opener not in ("", ";", ":") and cue.first == segment.first and cue.last < segment.last
        if any("label" not in c.kinds for c in scene.cues_in(cue.last, segment.last)):
            return None  # "dankte den Helfern und mahnte, …"
        if inserted and self.data.verb_first:
            return None  # "Er habe, sagte der Mann, nichts gesehen"
        for after in here.segments[index + 1 : index + 4]:
            if after.opener != ",":
                return None
            reported = any(scene.is_reported(n) for n in range(after.first, min(after.last, after.first + 9)))
            reported = reported or self._infinitive(after)
            # After the verb itself "die" is no relative pronoun: "klagen, die Laternen leuchteten …".
            near = after == here.segments[index + 1]
            relative = scene.tokens[after.first].norm in self.data.relatives and not (near and segment.last == cue.last)
            if relative and not reported:
                continue
            plain = near and cue.first > segment.first and "say" in cue.kinds and segment.opener != ","
            lead = scene.tokens[after.first].norm
            asks = lead in self.data.interrogatives and "say" in cue.kinds
            if after.last - after.first < 3 or (lead in scene.grammar.subordinating and not asks):
                return None
            return (after.first, segment.last) if reported or plain else None
        return None

    def _may_be_clause(self, here: Sentence, cue: Cue) -> bool:
        """May a clause without a complementiser follow the cue, rather than its object: `remembered a slower disaster`?"""
        scene, tokens = self.scene, self.scene.tokens
        if cue.last >= here.last:
            return False
        taken = any(
            tokens[cue.last].norm == name and tokens[cue.first].norm in verbs for name, verbs in self.data.takes
        )
        infinitive = tokens[cue.last].norm in self.data.subjunctive
        return not taken and (infinitive or scene.has_finite(cue.last, here.last))

    def inverted(self, here: Sentence, cue: Cue, index: int) -> bool:
        """Is the cue an attribution before its subject: `…, says an audit that nobody has published`?"""
        scene, segment = self.scene, here.segments[index]
        if not self.data.subject_first or segment.opener != "," or cue.first != segment.first or not index:
            return False
        main = [s for s in here.segments[:index] if scene.tokens[s.first].norm not in self.data.relatives]
        if cue.last >= segment.last or not any(scene.has_finite(s.first, s.last) for s in main):
            return False
        after = scene.tokens[cue.last]
        named = after.norm in self.data.articles or cue.last in scene.mention_at
        return named and "say" in cue.kinds

    def _infinitive(self, segment: Segment) -> bool:
        """Does an infinitive with its particle end the segment: `mahnte Wanderer, die Klamm zu meiden`, `…, früh aufzustehen`?"""
        scene, data = self.scene, self.data
        words = [n for n, _ in scene.words(segment.first, segment.last)]
        if len(words) < 2 or scene.tokens[words[0]].norm in data.prepositions:
            return False
        last, before = scene.tokens[words[-1]], scene.tokens[words[-2]].norm
        if last.text[0].isupper() or not last.norm.endswith(data.infinitive_ends):
            return False
        return before in data.subjunctive or last.norm in data.infinitive_starts

    def _asks(self, n: int, cue: Cue) -> bool:
        """Does a reported question begin at token `n`: `, zda …`, `, пришёл ли …`, and right after the cue also `, jak …`?"""
        tokens, data = self.scene.tokens, self.data
        norm, stop = tokens[n].norm, min(n + 3, len(tokens))
        if any(tokens[k].norm in data.question_particles for k in range(n, stop)):
            return True
        if norm not in data.interrogatives:
            return False
        return norm not in data.as_words or (n == cue.last + 1 and not self.scene.cues_in(n, n + 4))

    def past_relative(self, here: Sentence, index: int) -> int:
        """The token where what belongs to an attribution in segment `index` ends, the relative clause after it included
        (`Podle dopravce, který …, vlaky jezdí`)."""
        scene, end = self.scene, here.segments[index].last
        for k in range(index + 1, len(here.segments) - 1):
            segment = here.segments[k]
            first = segment.first
            leads = [scene.tokens[n].norm for n in range(first, min(first + 2, segment.last))]
            if segment.opener != "," or not (
                leads[0] in self.data.relatives
                or self.is_participle(first)
                or (leads[0] in self.data.prepositions and leads[-1] in self.data.relatives)
            ):
                break
            end = segment.last
        return end

    def is_embedded(self, here: Sentence, index: int) -> bool:
        """Is the segment a relative clause or participle within a sentence whose verb is still to come?"""
        scene, data = self.scene, self.data
        first = here.segments[index].first
        lead = scene.tokens[first].norm
        after = scene.tokens[first + 1].norm if first + 1 < here.last else ""
        inside = lead in data.relatives or (lead in data.prepositions and after in data.relatives)
        if not index or not (inside or self.is_participle(first)):
            return False
        return not any(scene.has_finite(s.first, s.last) for s in here.segments[:index])

    def goes_on(self, here: Sentence, index: int) -> bool:
        """Is the segment the rest of a clause that a relative clause or apposition parted: `Novák, který …, žádal …`?

        Then no verb stands before it but in relative clauses, and nobody after its cue who may be the subject.
        """
        scene, data = self.scene, self.data
        if index < 2 or any(s.opener not in ("", ",") for s in here.segments[: index + 1]):
            return False
        for segment in here.segments[:index]:
            leads = {scene.tokens[n].norm for n in range(segment.first, min(segment.first + 2, segment.last))}
            relative = segment.first > here.first and any(word in data.relatives for word in leads)
            if segment.first in self.direct.covered or (not relative and scene.has_finite(segment.first, segment.last)):
                return False
        own = here.segments[index]
        cue = next((c for c in scene.cues_in(own.first, own.last)), None)
        if cue is None:
            return True
        if cue.first == own.first and all(scene.is_function(n) for n in range(cue.last, own.last)):
            # "…, заявил во вторник, 29 января, председатель суда"
            after = here.segments[index + 1 : index + 3]
            return not any(self._led_by_somebody(s) for s in after)
        return not self._followed(cue, own)

    def _led_by_somebody(self, segment: Segment) -> bool:
        found = candidates(self.scene, segment)
        return any(c.score >= 2 and c.first == segment.first for c in found)

    def is_said(self, cue: Cue, segment: Segment) -> bool:
        """Is the cue a statement that something was said, rather than a condition or the future (`če bo ugotovila, da …`)?"""
        tokens, data = self.scene.tokens, self.data
        if tokens[segment.first].norm in data.conditional:
            return False
        return not any(tokens[n].norm in data.unsaid for n in range(max(segment.first, cue.first - 4), cue.first))

    def takes_object(self, cue: Cue, segment: Segment) -> bool:
        """Is what follows the cue its object in an oblique case, and no subject: `argumentuje zpožděnými lety`?"""
        scene = self.scene
        if "act" not in cue.kinds or not self.data.cases or self._followed(cue, segment):
            return False
        n = next((n for n, _ in scene.words(cue.last, segment.last) if not scene.is_function(n)), None)
        return (
            n is not None
            and not scene.tokens[n].text[0].isupper()
            and not names_somebody(scene, n)
            and scene.tokens[n].norm.endswith(self.data.oblique)
        )

    def source(self, here: Sentence, index: int, segment: Segment, span: Span) -> Attributed:
        """Who is named by the attribution in a segment; for a participle the noun before it."""
        to = attribute(self.scene, segment, span, here.segments[:index])
        if index and self.is_participle(self.scene.token_range(span)[0]):
            before = here.segments[index - 1]
            near = attribute(self.scene, before, span, oblique=True)
            return near if near.speaker else to
        return to

    def _parted(self, here: Sentence, cue: Cue, index: int) -> bool:
        """Is the subject parted from the cue by an apposition or a relative clause: `The minister, Jasna Marevic, said the …`?"""
        segment, scene = here.segments[index], self.scene
        if (
            index == 0
            or cue.first != segment.first
            or any(s.opener not in ("", ",") for s in here.segments[: index + 1])
        ):
            return False
        first = here.segments[0]
        if scene.has_finite(first.first, first.last) or first.first in self.direct.covered:
            return False
        return any(c.score >= 2 for c in candidates(scene, first))
