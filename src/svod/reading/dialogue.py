"""Speech after a dash: `– Idziemy – powiedział X. – Nie staniemy.`, `— Мы идем, — сказал он.`, paragraphs `– Gremo, je dejal X.`"""

from __future__ import annotations

from svod.reading.attribution import Scene, Segment
from svod.reading.direct_attribution import attributed
from svod.reading.drafts import Direct, Draft, is_closing
from svod.records import Span

DASHES = frozenset("-–—―")

LONGEST = 8
"""Sentences of an utterance before its attribution."""


class Dialogue:
    """Finds the speech after dashes of one report and adds it to the direct speech; `find()` is the only way in."""

    def __init__(self, scene: Scene, result: Direct) -> None:
        self.scene, self.result = scene, result

    def find(self) -> None:
        """Speech after a dash at the beginning of a line or sentence: `– Idziemy – powiedział X.`, `… . - Nie. Czekamy - uspokajała.`"""
        number, attributed_at = 0, -1
        while number < len(self.scene.sentences):
            opens = self._begins_with_dash(number)
            goes_on = attributed_at == number and self._same_paragraph(number)
            if not opens and not (goes_on and self._in_dash_paragraph(number)):
                number += 1
                continue
            drafts = len(self.result.drafts)
            following = self._utterance(number, opens)
            if len(self.result.drafts) > drafts:
                attributed_at = following
            elif goes_on:
                self._go_on(number, opens)
                attributed_at = following
            number = following

    def _same_paragraph(self, number: int) -> bool:
        """Do the sentence and the one before it stand in one paragraph?"""
        (_, end), (begin, _) = self.scene.sentences[number - 1], self.scene.sentences[number]
        tokens = self.scene.tokens
        return "\n" not in self.scene.layout.text[tokens[end - 1].span.end : tokens[begin].span.start]

    def _in_dash_paragraph(self, number: int) -> bool:
        """Is the sentence one after a second dash, in a paragraph that began with a dash and so is speech to its end?"""
        scene, parts = self.scene, self.result.drafts[-1].parts
        first, last = scene.sentences[number]
        if len(parts) < 2 or sum(scene.covered[first:last]) > 4:
            return False
        text = scene.layout.text
        begin = text.rfind("\n", 0, parts[0].start) + 1
        gap = text[parts[-1].end : scene.tokens[first].span.start]
        return text[begin : parts[0].start].strip() in DASHES and not gap.strip(" .!?…")

    def _go_on(self, number: int, opens: bool) -> None:
        """`– Usłyszałem trzask – opowiada Grabiec. – Ludzie spadali. Było ciemno.`: after a second dash the same speaker goes on."""
        first, last = self.scene.sentences[number]
        part = self._speech(Segment(first + opens, last, "-"))
        if part is None:
            return
        parts = self.result.drafts[-1].parts
        if opens:
            parts.append(part)
        else:
            parts[-1] = Span(parts[-1].start, part.end)
        self.result.covered.update(range(first, last))

    def _begins_with_dash(self, number: int) -> bool:
        first, last = self.scene.sentences[number]
        return last - first > 2 and self.scene.tokens[first].text in DASHES and not self.scene.covered[first]

    def _utterance(self, number: int, opens: bool) -> int:
        """Read the utterance that begins with sentence `number` and ends with its attribution; the next sentence to look at."""
        scene, tokens = self.scene, self.scene.tokens
        begin, spoken = scene.sentences[number][0], []
        for here in range(number, min(number + LONGEST, len(scene.sentences))):
            first, last = scene.sentences[here]
            if "\n" in scene.layout.text[tokens[begin].span.start : tokens[first].span.start] or (
                sum(scene.covered[first:last]) > 4  # „Głosowi Nabrzeża” is a name, not speech
            ):
                break
            if here > number and self._begins_with_dash(here):
                break
            pieces = self._pieces(first, last)
            said = [p for p in pieces[1:] if self._attributes(p, p is pieces[-1])]
            if not said and opens and self._begins_line(begin):
                pieces, said = self._comma(first + (here == number), last, pieces)
            if not said:
                spoken.append(Segment(begin + 1 if here == number and opens else first, last, ""))
                continue
            parts = [s for p in pieces if p not in said and (s := self._speech(p)) is not None]
            if spoken:
                start = tokens[spoken[0].first].span.start
                parts = [Span(start, parts[0].end), *parts[1:]] if parts else []
            if not parts:
                break
            cue = is_closing(scene, said[0])
            self.result.drafts.append(attributed(scene, self.result, Draft("direct", parts), said, cue))
            told = [*spoken, *(p for p in pieces if p not in said)]
            self.result.covered.update(n for p in told for n in range(max(0, p.first - 1), p.last))
            return here + 1
        return number + 1

    def _pieces(self, first: int, last: int) -> list[Segment]:
        """The pieces of a sentence between dashes."""
        scene = self.scene
        dashes = [n for n in range(first, last) if scene.tokens[n].text in DASHES and scene.is_delimiter(n)]
        edges = dashes if dashes and dashes[0] == first else [first - 1, *dashes]
        return [Segment(a + 1, b, "-") for a, b in zip(edges, [*edges[1:], last], strict=True) if b > a + 1]

    def _begins_line(self, first: int) -> bool:
        start = self.scene.tokens[first].span.start
        text = self.scene.layout.text
        return not text[text.rfind("\n", 0, start) + 1 : start].strip()

    def _comma(self, first: int, last: int, pieces: list[Segment]) -> tuple[list[Segment], list[Segment]]:
        """The sentence as speech and its attribution after a comma: `– Není na co čekat, řekl Vlk.`"""
        scene, tokens = self.scene, self.scene.tokens
        segments = scene.segments(first, last)
        for place, segment in enumerate(segments[1:], 1):
            cue = is_closing(scene, segment, frozenset({"say"}))
            if segment.opener != "," or cue is None or cue.first - segment.first > 3:
                continue
            if not tokens[segment.first].text[0].islower() or tokens[segment.first].norm in scene.data.relatives:
                continue
            if any(tokens[n].norm in scene.data.that for n in range(segment.first, min(segment.last + 2, last))):
                continue
            said = [segment, *segments[place + 1 :]]
            if any(s.opener in DASHES for s in said):
                continue
            return [Segment(first, segment.first - 1, "-"), *said], said
        return pieces, []

    def _attributes(self, piece: Segment, at_end: bool) -> bool:
        """Is a piece between dashes an attribution: a cue, or at the end of the sentence a few words that begin with a verb?"""
        scene = self.scene
        if is_closing(scene, piece) is not None:
            return True
        first = scene.tokens[piece.first]
        return at_end and first.text[0].islower() and piece.last - piece.first <= 7 and scene.grammar.is_finite(first)

    def _speech(self, piece: Segment) -> Span | None:
        """A piece of dialogue: without the comma that the attribution replaces, with the mark that ends a sentence."""
        tokens, last = self.scene.tokens, piece.last
        while last > piece.first and tokens[last - 1].text in ",":
            last -= 1
        return Span(tokens[piece.first].span.start, tokens[last - 1].span.end) if last > piece.first else None
