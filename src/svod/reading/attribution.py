"""Sentences laid out for finding who is reported to say what: segments between commas and dashes, cues of speech, names at tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from svod.languages.phrases import Match
from svod.languages.scripts import norm
from svod.reading.quotation_marks import MARKS, Quoted, find_quoted, lift
from svod.reading.speech import Grammar, Speech, grammar, speech
from svod.reading.verb_frames import is_reported, split_verbs
from svod.records import Layout, Mention, Span, Token

_DASHES = frozenset("-–—―")
_DELIMITERS = frozenset(",;:()/") | _DASHES


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens `first` to `last` (exclusive) between two delimiters of a sentence; `opener` is the delimiter before, empty at the start."""

    first: int
    last: int
    opener: str

    def __contains__(self, token: int) -> bool:
        return self.first <= token < self.last


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that announce speech: `kinds` as in the language's data (`say`, `think`, `carry`, `act`, `label`)."""

    first: int
    last: int
    kinds: frozenset[str]


def with_particles(cues: Sequence[Cue], particles: dict[int, int]) -> list[Cue]:
    """The cues and, in text order, those of verbs that announce speech by their particle (`schließt … aus`)."""
    kinds = frozenset({"say", "act"})
    known = {c.first for c in cues}
    apart = [Cue(verb, verb + 1, kinds) for verb in particles if verb not in known]
    both = [Cue(c.first, c.last, c.kinds | kinds) if c.first in particles else c for c in cues]
    return sorted([*both, *apart], key=lambda c: c.first)


class Scene:
    """One report with everything that is looked up again and again.

    Args:
        layout: the report cut up.
        mentions: its names; their spans and entities are used.
    """

    def __init__(self, layout: Layout, mentions: Sequence[Mention]) -> None:
        self.layout = layout
        self.tokens: tuple[Token, ...] = layout.tokens
        self._starts = [t.span.start for t in self.tokens]
        self.data: Speech = speech(layout.language)
        self.grammar: Grammar = grammar(layout.language)
        self.quoted: tuple[Quoted, ...] = lift([self._cut(q) for q in find_quoted(layout)])
        self.mentions = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
        self.mention_at: dict[int, tuple[Mention, int]] = {}
        for mention in self.mentions:
            first, last = self.token_range(mention.span)
            for n in range(first, last):
                self.mention_at.setdefault(n, (mention, first))
        self.covered = self._cover(self.quoted)
        self._comma_closings = {
            q.last for q in self.quoted if q.closed and q.depth == 0 and self.tokens[q.last - 1].text == ","
        }
        self.sentences = [self.token_range(s) for s in layout.sentences]
        self._sentence_starts = [first for first, _ in self.sentences]
        self.particles = split_verbs(self.tokens, self.data)
        """Verbs whose particle stands apart, by their token: `räumte … ein`."""
        free = with_particles(
            [Cue(m.first, m.last, frozenset(m.value.split())) for m in self.data.cues.find(self.tokens)], self.particles
        )
        # "so-called" is no verb.
        self.cues = [
            c
            for c in free
            if not self.covered[c.first]
            and not (c.first and self.tokens[c.first - 1].text == "-" and not self.is_delimiter(c.first - 1))
            and not self._is_noun(c)
        ]
        self.attributions = [m for m in self.data.attributions.find(self.tokens) if not self.covered[m.first]]
        self.cue_tokens = {n for c in self.cues for n in range(c.first, c.last)}
        self.phrase_tokens = {
            n for a in self.attributions if a.value in ("according", "own", "ask") for n in range(a.first, a.last)
        }
        self._cue_starts = [c.first for c in self.cues]
        self._attribution_starts = [a.first for a in self.attributions]
        self.carriers: frozenset[str] = frozenset()
        """Entities that the report introduces as agencies or media (`carriers.introduced`)."""
        self.media: frozenset[str] = frozenset()
        """Entities of which any mention is that of an agency or medium (`carriers.media`)."""

    def _is_noun(self, cue: Cue) -> bool:
        """Is what looks like a verb the noun that a preposition governs: `s pojasnili`, `v sporočilo`?"""
        data, before = self.data, self.tokens[cue.first - 1].norm if cue.first else ""
        if not data.cases or before not in data.prepositions or cue.last - cue.first > 1:
            return False
        others = (
            data.as_words,
            data.adverbs,
            data.that,
            data.subjunctive,
            data.contrast,
            data.joining,
            data.auxiliaries,
        )
        return not any(before in words for words in others)

    def token_range(self, span: Span) -> tuple[int, int]:
        """The tokens that begin within a span: first, last (exclusive)."""
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)

    def _cut(self, quoted: Quoted) -> Quoted:
        """Where a mark never closes, the speech ends at its attribution (`, rekao je …`) or the agency that signs (`/БТА`)."""
        if quoted.depth or len(quoted.inner) > 1:
            return quoted
        if (interrupted := self._interrupted(quoted)) is not None:
            return interrupted
        if quoted.closed:
            return quoted
        tokens, last = self.tokens, quoted.last
        for n in range(quoted.first + 3, quoted.last):
            text = tokens[n].text
            signed = text in "/(" and not any(t.text[0] in ".!?" for t in tokens[n + 1 : quoted.last - 1])
            k = n + 1
            while k < quoted.last and tokens[k].norm in self.data.auxiliaries:
                k += 1
            parted = (text == "," or text in _DASHES) and k < quoted.last
            cue = self.data.cues.match_at(tokens, k) if parted else None
            spoken = cue is not None and bool({"say", "carry"} & set(cue.value.split()))
            if signed or spoken or (parted and self.data.beside.match_at(tokens, k) is not None):
                last = n
                break
        end = tokens[last - 1].span.end
        inner = Span(quoted.inner[0].start, end)
        return Quoted(Span(quoted.outer.start, end), (inner,), quoted.first, last, 0, False)

    def _interrupted(self, quoted: Quoted) -> Quoted | None:
        """An attribution between dashes within the marks: `«Мы идем, — сказал он, — домой»`."""
        tokens = self.tokens
        dashes = [n for n in range(quoted.first + 1, quoted.last) if tokens[n].text in _DASHES and self._is_spaced(n)]
        for place, n in enumerate(dashes):
            k = n + 1
            while k < quoted.last and tokens[k].norm in self.data.auxiliaries:
                k += 1
            cue = self.data.cues.match_at(tokens, k) if k < quoted.last else None
            if cue is None or "say" not in cue.value.split():
                continue
            if tokens[n - 1].text[0] not in ",.!?…" and place + 1 == len(dashes):
                continue  # „Не питаш – казва той. – …“ needs no comma, but then a second dash
            stop = dashes[place + 1] if place + 1 < len(dashes) else quoted.last
            first = Span(
                quoted.inner[0].start, tokens[n - 1].span.start if tokens[n - 1].text == "," else tokens[n - 1].span.end
            )
            inner = (
                (first,) if stop + 1 >= quoted.last else (first, Span(tokens[stop + 1].span.start, quoted.inner[0].end))
            )
            if first.start < first.end:
                return replace(quoted, inner=inner, attribution=(n + 1, stop))
        return None

    def _is_spaced(self, n: int) -> bool:
        span, text = self.tokens[n].span, self.layout.text
        return text[span.start - 1].isspace() or text[span.start - 1] in ",.!?…"

    def _cover(self, quoted: Sequence[Quoted]) -> list[bool]:
        covered = [False] * len(self.tokens)
        for q in quoted:
            for n in range(q.first, q.last):
                covered[n] = True
        for q in quoted:
            for n in range(*q.attribution) if q.attribution else ():
                covered[n] = False
        return covered

    def sentence_of(self, token: int) -> int | None:
        """The index of the sentence in which a token stands."""
        n = bisect_right(self._sentence_starts, token) - 1
        return n if n >= 0 and token < self.sentences[n][1] else None

    def end_of_sentence(self, token: int) -> int:
        """The token after the last one of the sentence in which a token stands."""
        number = self.sentence_of(token)
        return self.sentences[number][1] if number is not None else token + 1

    def cues_in(self, first: int, last: int) -> list[Cue]:
        """Cues outside quotation marks that begin among tokens `first` to `last`."""
        return self.cues[bisect_left(self._cue_starts, first) : bisect_left(self._cue_starts, last)]

    def attributions_in(self, first: int, last: int) -> list[Match]:
        """Attribution phrases outside quotation marks that begin among tokens `first` to `last`."""
        starts = self._attribution_starts
        return self.attributions[bisect_left(starts, first) : bisect_left(starts, last)]

    def in_attribution(self, n: int) -> bool:
        """Is token `n` part of an attribution phrase?"""
        at = bisect_right(self._attribution_starts, n) - 1
        return at >= 0 and n < self.attributions[at].last

    def is_delimiter(self, n: int) -> bool:
        """Does token `n` part segments? Dashes only with a space beside them, marks inside quotation marks never."""
        text = self.tokens[n].text
        if text not in _DELIMITERS or self.covered[n]:
            return False
        if (text == "(" and n + 2 < len(self.tokens) and self.tokens[n + 2].text == ")") or (
            text == ")" and n >= 2 and self.tokens[n - 2].text == "("
        ):
            # An acronym in brackets parts nothing: "съюзът (СК) съобщи".
            return (n - 2 >= 0 and text == ")" and self._signs(n - 1)) or (text == "(" and self._signs(n + 1))
        if text in _DASHES:
            span, whole = self.tokens[n].span, self.layout.text
            spaced_left = span.start == 0 or whole[span.start - 1].isspace() or whole[span.start - 1] in ",\"”“»«'"
            return spaced_left and (span.end >= len(whole) or whole[span.end].isspace() or text in "—―")
        if text == "/":
            span, whole = self.tokens[n].span, self.layout.text
            return span.start == 0 or whole[span.start - 1].isspace() or span.end >= len(whole)
        return True

    def _signs(self, n: int) -> bool:
        """Does the word in brackets sign the sentence, rather than spell out a name: `… u petak (Hina).`"""
        after = self.tokens[n + 2].text if n + 2 < len(self.tokens) else "."
        name = self.tokens[n - 2]
        return after in ".–—-" and not name.text[0].isupper()

    def segments(self, first: int, last: int) -> list[Segment]:
        """The segments of tokens `first` to `last`; empty ones are left out."""
        found: list[Segment] = []
        start, opener = first, ""
        for n in range(first, last):
            if n in self._comma_closings and start < n:
                # “Dober dan,” poroča STA: the comma stands before the closing mark.
                found.append(Segment(start, n + 1, opener))
                start, opener = n + 1, ","
            elif self.is_delimiter(n):
                if n > start:
                    found.append(Segment(start, n, opener))
                    opener = self.tokens[n].text
                elif not (opener == "," and self.tokens[n].text in _DASHES):
                    opener = self.tokens[n].text
                start = n + 1
        if start < last:
            found.append(Segment(start, last, opener))
        return found

    def words(self, first: int, last: int) -> Iterator[tuple[int, Token]]:
        """The words, marks left out, of a token range."""
        return ((n, self.tokens[n]) for n in range(first, last) if self.tokens[n].text[0].isalnum())

    def span(self, first: int, last: int) -> Span | None:
        """The span of tokens `first` to `last` without the marks at its edges (quotation marks stay); None where no word is left."""
        while first < last and not (self.tokens[first].text[0].isalnum() or self.tokens[first].text in MARKS):
            first += 1
        while last > first and not self._ends_well(last - 1, first):
            last -= 1
        if not any(True for _ in self.words(first, last)):
            return None
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def _ends_well(self, n: int, first: int) -> bool:
        text = self.tokens[n].text
        if text[0].isalnum() or text in "%€$)":
            return text != ")" or any(self.tokens[k].text == "(" for k in range(first, n))
        return text in MARKS

    def is_nominative(self, mention: Mention) -> bool:
        """May the name be a subject? In languages with cases its surface is then its lemma."""
        if mention.adjective or not self.data.cases:
            return not mention.adjective
        language = self.layout.language
        base, surface = (norm(s, language) for s in (mention.lemma, mention.span.of(self.layout.text)))
        if surface.endswith(("ova", "eva")) and mention.type == "PER" and " " not in base:
            # "Merklova je dejala": a woman by a man's surname, no case of it (as `Ivanova` is of `Ivanov`).
            return base + "a" != surface
        return base.split() == surface.split()

    def is_function(self, n: int) -> bool:
        """Auxiliaries, adverbs and pronouns that may stand around a cue."""
        norm = self.tokens[n].norm
        return norm in self.data.auxiliaries or norm in self.data.adverbs

    def is_about_this(self, first: int) -> bool:
        """Does a sentence begin `Про це повідомляє …`, so that it tells only who carries the report?"""
        lead = next((c for c in self.cues_in(first, first + 1) if c.kinds & {"say", "carry"}), None)
        if lead is not None:
            # "Uvedl to mluvčí.", "Poinformował o tym rzecznik."
            after = lead.last
            match = self._this(after)
            while match is None and after < len(self.tokens) and self.tokens[after].norm in self.data.auxiliaries:
                after += 1
                match = self._this(after)
            return match is not None and not any(
                self.tokens[n].norm in self.data.that for n in range(match.last, self.end_of_sentence(first))
            )
        match = self.data.about_this.match_at(self.tokens, first)
        if match is None or (match.last < len(self.tokens) and self.is_delimiter(match.last)):
            return False  # "Das, antwortete er, wisse niemand"
        return any(c.kinds & {"say", "carry"} for c in self.cues_in(match.first, match.last + 7))

    def _belongs(self, n: int) -> bool:
        norm = self.tokens[n].norm
        return norm in self.data.auxiliaries and norm not in self.data.negations

    def _this(self, n: int) -> Match | None:
        return self.data.about_this.match_at(self.tokens, n) if n < len(self.tokens) else None

    def has_finite(self, first: int, last: int) -> bool:
        """Is there a finite verb among the tokens?"""
        return any(
            (self.grammar.is_finite(self.tokens[n]) and not self._is_infinitive(n)) or self.is_reported(n)
            for n in range(first, last)
        )

    def _is_infinitive(self, n: int) -> bool:
        """Is it an English infinitive (`the last to leave`)?"""
        return self.data.subject_first and n > 0 and self.tokens[n - 1].norm in self.data.subjunctive

    def is_proverbial(self, segment: Segment) -> bool:
        """Does the segment name a saying, as which nobody in particular says what stands around it?"""
        return any(True for _ in self.data.proverbial.find(self.tokens[segment.first : segment.last]))

    def is_article(self, n: int) -> bool:
        """Is the word an article that in other places would be a relative pronoun (`Die Stadt …` at the beginning of a sentence)?"""
        if self.tokens[n].norm not in self.data.articles:
            return False
        return (
            n in self._sentence_starts
            or self.tokens[n - 1].text in ";:"
            or self.tokens[n - 1].norm in self.data.joining
        )

    def is_reported(self, n: int) -> bool:
        """Is the word a form that only reported speech has: `sei`, `habe`?"""
        return is_reported(self.tokens, n, self.data)

    def cue_span(self, first: int, last: int, segment: Segment) -> Span:
        """The cue with the auxiliaries beside it (`rekao je`, `su demantirali`)."""
        while first > segment.first and self.tokens[first - 1].norm in self.data.auxiliaries:
            first -= 1
        while last < segment.last and self._belongs(last):
            last += 1
        return Span(self.tokens[first].span.start, self.tokens[last - 1].span.end)
