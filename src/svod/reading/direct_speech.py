"""Direct speech: whole sentences between quotation marks or after a dialogue dash, with whoever says them.

What stands between marks may also be a name (`kozmodrom "Vostočni"`), a borrowed word, or a part of a sentence in which speech is
reported; those are handed back for the reported clauses to use.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.quotation_marks import MARKS, Quoted
from svod.reading.speakers import Attributed, attribute, best, candidates, is_carrier, speaker_of
from svod.records import QuotationKind, Span, Speaker

_ENDS = frozenset(".!?…")
_DASHES = frozenset("-–—―")


@dataclass(slots=True)
class Draft:
    """A quotation in the making; `parts` are spans of the text. `follows`: speaker and carriers are those of the quotation before."""

    kind: QuotationKind
    parts: list[Span]
    cue: Span | None = None
    speaker: Speaker | None = None
    addressee: str | None = None
    via: list[str] = field(default_factory=list)
    pronoun: bool = False
    follows: bool = False

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return max(p.end for p in self.parts)

    def attributed(self, to: Attributed, cue: Span | None) -> Draft:
        """The same draft with what an attribution tells."""
        self.cue, self.speaker, self.addressee, self.pronoun = cue, to.speaker, to.addressee, to.pronoun
        self.via += [v for v in to.via if v not in self.via]
        return self


@dataclass(slots=True)
class Direct:
    """Direct quotations, passages in marks that are parts of sentences, cues that have been used, tokens that lie in direct speech."""

    drafts: list[Draft]
    partial: list[Quoted]
    used: set[int]
    covered: set[int]


def is_closing(scene: Scene, segment: Segment, kinds: frozenset[str] = frozenset({"say", "think", "carry"})) -> Cue | None:
    """The cue of a segment that is nothing but an attribution: `rekao je Kim na sastanku`, `je po poročanju AFP dejal Kim`."""
    for cue in scene.cues_in(segment.first, segment.last):
        if not cue.kinds & kinds:
            continue
        lead = range(segment.first, cue.first)
        if all(scene.is_function(n) or n in scene.mention_at for n in lead) or _led_by_phrase(scene, segment, cue):
            return cue
        if scene.data.subject_first and len(lead) <= 12 and segment.last - cue.last <= 8:
            if not any(scene.tokens[n].norm in scene.data.that for n in lead):
                return cue
        if len(lead) <= 7 and segment.last - cue.last <= 1:
            return cue
        return None
    return None


def _led_by_phrase(scene: Scene, segment: Segment, cue: Cue) -> bool:
    """Is an attribution phrase (`po poročanju …`, `kako`) among the words before the cue?"""
    return any(segment.first <= a.first < cue.first and a.value in ("according", "own", "as") for a in scene.attributions)


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
        """Lines that begin with a dash: `– Idziemy – powiedział X. – Nie czekamy.`"""
        scene, tokens, text = self.scene, self.scene.tokens, self.scene.layout.text
        for number, (first, last) in enumerate(scene.sentences):
            if tokens[first].text not in _DASHES or text[: tokens[first].span.start].rstrip(" \t")[-1:] not in ("", "\n"):
                continue
            line_end = text.find("\n", tokens[first].span.start)
            for _, further in scene.sentences[number + 1 :]:
                if line_end != -1 and tokens[further - 1].span.start > line_end:
                    break
                last = further
            dashes = [n for n in range(first, last) if tokens[n].text in _DASHES and scene.is_delimiter(n)]
            pieces = [Segment(a + 1, b, "-") for a, b in zip(dashes, [*dashes[1:], last], strict=True) if b > a + 1]
            said = [(p, is_closing(scene, p)) for p in pieces]
            cue = next((c for _, c in said[1:] if c is not None), None)
            parts = [s for p, c in said if c is None and (s := self._speech(p)) is not None]
            if cue is None or not parts or said[0][1] is not None or any(scene.covered[n] for n in range(first, last)):
                continue
            attributions = [p for p, c in said if c is not None]
            self.result.drafts.append(self._attributed(Draft("direct", parts), attributions, cue))
            self.result.covered.update(n for p in pieces if p not in attributions for n in range(p.first - 1, p.last))

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
            within = Segment(*quoted.attribution, ",")
            return self._attributed(draft, [within], is_closing(scene, within))
        if not capital and not (colon and len(words) >= 3):
            return None
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
            # „Rz” zwraca uwagę: a name in marks is the subject, not what is said.
            return (segments, cue) if parted or quoted.last - quoted.first >= 4 else None
        # »…,« je bila kritična Christine Behle: an unknown verb, but nothing else can follow a sentence in marks and a comma.
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
        """The attribution before the opening mark: `Putin je odgovorio: "…"`, `He said, "…"`."""
        scene = self.scene
        if before is None:
            return None
        sentence = scene.sentence_of(before)
        first = scene.sentences[sentence][0] if sentence is not None else before
        segments = [s for s in scene.segments(first, before + 1)]
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
            found = best([c for c in candidates(scene, segments[-1]) if not (c.mention and is_carrier(scene, c.mention))], before, 2.0)
            if found is not None:
                draft.speaker = speaker_of(scene, found)
                return draft
            draft.follows = True
            return draft
        return None


def carriers_after(scene: Scene, segments: list[Segment], used: set[int]) -> list[str]:
    """Carriers in the segments after an attribution (`, prenosi Interfax`, `(цитиран от ТАСС)`); their cues count as used."""
    found: list[str] = []
    for segment in segments:
        names = [c.mention for c in candidates(scene, segment, oblique=True) if c.mention and is_carrier(scene, c.mention)]
        cue = is_closing(scene, segment)
        if not names or (cue is None and segment.opener not in ("(", "/") and not _led(scene, segment)):
            continue
        if cue is not None:
            used.add(cue.first)
        found += [m.entity for m in names if m.entity]
    return list(dict.fromkeys(found))


def _led(scene: Scene, segment: Segment) -> bool:
    return any(a.first - segment.first in range(3) and a.value == "according" for a in scene.attributions)
