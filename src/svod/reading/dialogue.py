"""Speech after a dash: `– Idziemy – powiedział X. – Nie staniemy.`, `— Мы идем, — сказал он.`, paragraphs `– Gremo, je dejal X.`"""

from __future__ import annotations

from svod.reading.attribution import Scene, Segment
from svod.reading.candidates import best, candidates
from svod.reading.direct_attribution import attributed
from svod.reading.drafts import DASHES, Direct, Draft, is_beside
from svod.records import Span

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
        self._lines()

    def _lines(self) -> None:
        """Lines after a dash without an attribution, beside a line that has one: `– Rezervirali ste? – pita konobar.¶– Nismo.`"""
        scene = self.scene
        spoken = {scene.sentence_of(scene.token_range(d.parts[0])[0]): d for d in self.result.drafts}
        lines: list[tuple[int, int]] = []
        for number in range(len(scene.sentences)):
            if number == 0 or not self._same_paragraph(number):
                lines.append((number, number + 1))
            else:
                lines[-1] = (lines[-1][0], number + 1)
        dashed = [self._begins_with_dash(first) or first in spoken for first, _ in lines]
        run: list[tuple[int, int]] = []
        for line, dash in [*zip(lines, dashed, strict=True), ((0, 0), False)]:
            if dash:
                run.append(line)
                continue
            if len(run) > 1 and any(first in spoken for first, _ in run):
                self._run(run, spoken)
            run = []

    def _run(self, run: list[tuple[int, int]], spoken: dict[int | None, Draft]) -> None:
        """Add the lines of a dialogue that have no attribution. After a question that is attributed somebody else speaks."""
        scene, asked = self.scene, True
        for first, last in run:
            begin, end = scene.sentences[first][0], scene.sentences[last - 1][1]
            draft = spoken.get(first)
            if draft is not None:
                asked = scene.layout.text[draft.parts[-1].end - 1] == "?"
                continue
            content = self._speech(Segment(begin + 1, end, "-"))
            if content is None or any(n in self.result.covered for n in range(begin, end)):
                continue
            self.result.drafts.append(Draft("direct", [content], follows=not asked))
            self.result.covered.update(range(begin, end))
            asked = True

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
            dialogue = opens and self._begins_line(begin)
            said = [p for p in pieces[1:] if self._attributes(p, p is pieces[-1], dialogue)]
            if not said and dialogue:
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
            cue = is_beside(scene, said[0])
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
            cue = is_beside(scene, segment)
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

    def _attributes(self, piece: Segment, at_end: bool, dialogue: bool) -> bool:
        """Is a piece between dashes an attribution: a cue, or at the end of the sentence a few words that begin with a verb?

        In a paragraph that begins with a dash (`dialogue`) any words in lower case are one that follow a question or name somebody:
        `— Хто дозволив? — не вгавала депутатка.`
        """
        scene = self.scene
        if is_beside(scene, piece) is not None:
            return True
        first = scene.tokens[piece.first]
        if not at_end or not first.text[0].islower():
            return False
        size = piece.last - piece.first
        if size <= 7 and scene.grammar.is_finite(first):
            return True
        if not dialogue or size > 25:
            return False
        before = scene.tokens[piece.first - 2].text[0] if piece.first >= 2 else ""
        soon = min(piece.last, piece.first + 4)
        if not scene.has_finite(piece.first, soon):
            return before in "?!" and size <= 12
        near = Segment(piece.first, min(piece.last, soon + 3), "-")
        return before in "?!," or best(candidates(scene, near), piece.first, 2.0) is not None

    def _speech(self, piece: Segment) -> Span | None:
        """A piece of dialogue: without the comma that the attribution replaces, with the mark that ends a sentence."""
        tokens, last = self.scene.tokens, piece.last
        while last > piece.first and tokens[last - 1].text in ",":
            last -= 1
        return Span(tokens[piece.first].span.start, tokens[last - 1].span.end) if last > piece.first else None
