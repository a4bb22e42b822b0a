"""Direct speech: whole sentences between quotation marks or after a dialogue dash, with whoever says them.

What stands between marks may also be a name (`brod "Galeb"`), a borrowed word, or a part of a sentence in which speech is
reported; those are handed back for the reported clauses to use.
"""

from __future__ import annotations

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import best, candidates, speaker_of
from svod.reading.carriers import is_carrier
from svod.reading.drafts import Direct, Draft, is_closing
from svod.reading.quotation_marks import MARKS, Quoted
from svod.reading.speakers import attribute
from svod.records import Span

_ENDS = frozenset(".!?…")
_DASHES = frozenset("-–—―")


class DirectSpeech:
    """Finds the direct speech of one report; `find()` is the only way in."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.result = Direct([], [], set(), set())

    def find(self) -> Direct:
        """All direct speech of the report, in text order."""
        scene, previous = self.scene, None
        self._dialogue()
        for quoted in (q for q in scene.quoted if q.depth == 0):
            if self._continues(previous, quoted):
                self.result.drafts[-1].parts += quoted.inner
                self._cover(quoted)
                previous = quoted
                continue
            draft = self._direct(quoted)
            if draft is None:
                self.result.partial.append(quoted)
                previous = None
            else:
                self.result.drafts.append(draft)
                self._cover(quoted)
                previous = quoted
        self.result.drafts.sort(key=lambda d: d.start)
        return self.result

    def _dialogue(self) -> None:
        """Speech after a dash at the beginning of a line or sentence: `– Idziemy – powiedział X.`, `… . - Nie. Czekamy - uspokajała.`"""
        number, attributed = 0, -1
        while number < len(self.scene.sentences):
            if not self._begins_with_dash(number):
                number += 1
                continue
            drafts = len(self.result.drafts)
            following = self._utterance(number)
            if len(self.result.drafts) > drafts:
                attributed = following
            elif attributed == number and self._same_paragraph(number):
                self._go_on(number)
            number = following

    def _same_paragraph(self, number: int) -> bool:
        """Do the sentence and the one before it stand in one paragraph?"""
        (_, end), (begin, _) = self.scene.sentences[number - 1], self.scene.sentences[number]
        tokens = self.scene.tokens
        return "\n" not in self.scene.layout.text[tokens[end - 1].span.end : tokens[begin].span.start]

    def _go_on(self, number: int) -> None:
        """`– Usłyszałem trzask – opowiada Grabiec. – Ludzie spadali.`: after a second dash the same speaker goes on."""
        first, last = self.scene.sentences[number]
        if (part := self._speech(Segment(first + 1, last, "-"))) is not None:
            self.result.drafts[-1].parts.append(part)
            self.result.covered.update(range(first, last))

    def _begins_with_dash(self, number: int) -> bool:
        first, last = self.scene.sentences[number]
        return last - first > 2 and self.scene.tokens[first].text in _DASHES and not self.scene.covered[first]

    def _utterance(self, number: int) -> int:
        """Read the utterance that begins with sentence `number` and ends with its attribution; the next sentence to look at."""
        scene, tokens = self.scene, self.scene.tokens
        begin, spoken = scene.sentences[number][0], []
        for here in range(number, min(number + 8, len(scene.sentences))):
            first, last = scene.sentences[here]
            if "\n" in scene.layout.text[tokens[begin].span.start : tokens[first].span.start] or (
                sum(scene.covered[first:last]) > 4  # „Głosowi Nabrzeża” is a name, not speech
            ):
                break
            if here > number and self._begins_with_dash(here):
                break
            dashes = [n for n in range(first, last) if tokens[n].text in _DASHES and scene.is_delimiter(n)]
            edges = dashes if dashes and dashes[0] == first else [first - 1, *dashes]
            pieces = [Segment(a + 1, b, "-") for a, b in zip(edges, [*edges[1:], last], strict=True) if b > a + 1]
            said = [p for p in pieces[1:] if self._attributes(p, p is pieces[-1])]
            if not said:
                spoken.append(Segment(begin + 1 if here == number else first, last, ""))
                continue
            parts = [s for p in pieces if p not in said and (s := self._speech(p)) is not None]
            if spoken:
                start = tokens[spoken[0].first].span.start
                parts = [Span(start, parts[0].end), *parts[1:]]
            cue = is_closing(scene, said[0])
            self.result.drafts.append(self._attributed(Draft("direct", parts), said, cue))
            told = [*spoken, *(p for p in pieces if p not in said)]
            self.result.covered.update(n for p in told for n in range(max(0, p.first - 1), p.last))
            return here + 1
        return number + 1

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

    def _cover(self, quoted: Quoted) -> None:
        self.result.covered.update(range(quoted.first - 1, quoted.last + 1))

    def _continues(self, previous: Quoted | None, quoted: Quoted) -> bool:
        """Does the quotation go on after an attribution in the middle of its sentence?"""
        if previous is None or not previous.closed:
            return False
        between = self.scene.layout.text[previous.outer.end : quoted.outer.start]
        if "\n" in between or len(between) > 150 or any(mark in between for mark in ".!?"):
            return False
        first = self.scene.tokens[quoted.first].text
        inside = any(previous.last < n < quoted.first for n in self.result.used)
        return inside and (not first[0].isupper() or between.rstrip()[-1:] in ",–—-:")

    def _neighbours(self, quoted: Quoted) -> tuple[int | None, int | None]:
        """The tokens before the opening and after the closing mark, in the same paragraph."""
        text, tokens = self.scene.layout.text, self.scene.tokens
        before: int | None = quoted.first - 2
        if before is not None and (before < 0 or "\n" in text[tokens[before].span.end : quoted.outer.start]):
            before = None
        after: int | None = quoted.last + 1 if quoted.closed else quoted.last
        if after is not None and (after >= len(tokens) or "\n" in text[quoted.outer.end : tokens[after].span.start]):
            after = None
        return before, after

    def _direct(self, quoted: Quoted) -> Draft | None:
        scene, tokens = self.scene, self.scene.tokens
        words = [t for _, t in scene.words(quoted.first, quoted.last)]
        if not words:
            return None
        before, after = self._neighbours(quoted)
        capital = not words[0].text[0].islower()
        ended = tokens[quoted.last - 1].text[0] in _ENDS
        fresh = (
            before is None
            or tokens[before].text[0] in _ENDS
            or (tokens[before].text in _DASHES and (before == 0 or tokens[before - 1].text[0] in _ENDS))
            or any(first == quoted.first - 1 for first, _ in scene.sentences)
        )
        colon = before is not None and tokens[before].text == ":"
        draft = Draft("direct", list(quoted.inner))
        if quoted.attribution is not None:
            said = Segment(*quoted.attribution, ",")
            return self._attributed(draft, [said], is_closing(scene, said))
        if not capital and not (colon and len(words) >= 3):
            return None
        within = not (fresh or colon or ended or tokens[quoted.last - 1].text == ",") and tokens[before or 0].is_word
        if within and len(words) <= 6 and not scene.has_finite(quoted.first, quoted.last):
            return None  # a name: "ръководител на „Институт за морски пътища“, предава БТА"
        if (fresh or colon or len(words) >= 4) and len(words) >= (1 if ended or fresh else 2):
            closing = self._right(quoted, after, fresh)
            if closing is not None and (fresh or colon or len(words) >= 4):
                return self._attributed(draft, *closing)
        if colon or (before is not None and len(words) >= 3):
            introduced = self._left(draft, before, colon)
            if introduced is not None:
                return introduced
        alone = after is None or ended or tokens[after].text[0] in _ENDS
        if fresh and (alone or not quoted.closed) and len(words) >= 4:
            draft.follows = True
            return draft
        return None

    def _right(self, quoted: Quoted, after: int | None, fresh: bool) -> tuple[list[Segment], Cue | None] | None:
        """The segments of the attribution after the closing mark, and its cue; None where there is no attribution."""
        scene, tokens = self.scene, self.scene.tokens
        if after is None:
            return None
        n, parted = after, tokens[quoted.last - 1].text in ",!?…"
        stopped = False
        while n < len(tokens) and (tokens[n].text in ",." or tokens[n].text in _DASHES):
            parted = parted or tokens[n].text != "."
            stopped = stopped or tokens[n].text == "."
            n += 1
        if n >= len(tokens) or "\n" in scene.layout.text[quoted.outer.end : tokens[n].span.start]:
            return None
        sentence = scene.sentence_of(n)
        last = scene.sentences[sentence][1] if sentence is not None else n
        segments = scene.segments(n, last)
        if not segments or (stopped and tokens[n].text[0].isupper()):
            return None
        cue = is_closing(scene, segments[0])
        if cue is not None:
            # „Echo” zwraca uwagę: a name in marks is the subject, not what is said.
            return (segments, cue) if parted or quoted.last - quoted.first >= 4 else None
        for k in range(1, min(4, len(segments))):
            # “…,” its spokeswoman, Giulia Bertolini, said
            if segments[k].opener != "," or scene.has_finite(segments[k - 1].first, segments[k - 1].last):
                break
            cue = is_closing(scene, segments[k]) if fresh and parted else None
            if cue is not None and cue.first == segments[k].first and scene.data.subject_first:
                return [Segment(segments[0].first, segments[k].last, ","), *segments[k + 1 :]], cue
        # »…,« je bila ostra Maja Zupan: an unknown verb, but nothing else can follow a sentence in marks and a comma.
        found = best(candidates(scene, segments[0]), n, 2.0)
        if fresh and parted and found and tokens[n].text[0].islower() and segments[0].last - n <= 14:
            return segments, None
        return None

    def _attributed(self, draft: Draft, segments: list[Segment], cue: Cue | None) -> Draft:
        scene, segment = self.scene, segments[0]
        if cue is None:
            first = segment.first
            span = Span(scene.tokens[first].span.start, scene.tokens[min(first + 2, segment.last) - 1].span.end)
        else:
            span = scene.cue_span(cue.first, cue.last, segment)
            self.result.used.add(cue.first)
        draft.attributed(attribute(scene, segment, span, closing=True), span)
        draft.via += [v for v in carriers_after(scene, segments[1:], self.result.used) if v not in draft.via]
        return draft

    def _left(self, draft: Draft, before: int | None, colon: bool) -> Draft | None:
        """The attribution before the opening mark: `Ministar je odgovorio: "…"`, `He said, "…"`."""
        scene = self.scene
        if before is None:
            return None
        sentence = scene.sentence_of(before)
        first = scene.sentences[sentence][0] if sentence is not None else before
        segments = scene.segments(first, before + 1)
        cues = [c for c in scene.cues_in(first, before + 1) if c.kinds & {"say", "think", "act"}]
        if cues:
            cue = cues[-1]
            near = before - cue.last <= (40 if colon else 3)
            if not near or (not colon and scene.tokens[before].text not in (",", *MARKS) and cue.last != before + 1):
                return None
            index = next(i for i, s in enumerate(segments) if cue.first in s)
            span = scene.cue_span(cue.first, cue.last, segments[index])
            self.result.used.add(cue.first)
            return draft.attributed(attribute(scene, segments[index], span, segments[:index]), span)
        if colon and segments:
            found = best(
                [c for c in candidates(scene, segments[-1]) if not (c.mention and is_carrier(scene, c.mention))],
                before,
                2.0,
            )
            if found is not None:
                draft.speaker = speaker_of(scene, found)
                return draft
            draft.follows = True
            return draft
        return None


def carriers_after(scene: Scene, segments: list[Segment], used: set[int]) -> list[str]:
    """Carriers in the segments after an attribution (`, prenosi Hina`, `(цитиран от БТА)`); their cues count as used."""
    found: list[str] = []
    for segment in segments:
        names = [
            c.mention for c in candidates(scene, segment, oblique=True) if c.mention and is_carrier(scene, c.mention)
        ]
        cue = is_closing(scene, segment)
        if not names or (cue is None and segment.opener not in ("(", "/") and not _led(scene, segment)):
            continue
        if cue is not None:
            used.add(cue.first)
        found += [m.entity for m in names if m.entity]
    return list(dict.fromkeys(found))


def _led(scene: Scene, segment: Segment) -> bool:
    return any(a.first - segment.first in range(3) and a.value == "according" for a in scene.attributions)
