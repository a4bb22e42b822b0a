"""Direct speech: whole sentences between quotation marks, or after a dialogue dash, with whoever says them.

What stands between marks may also be a name (`brod "Galeb"`), a borrowed word, or a part of a sentence in which speech is
reported; those are handed back for the reported clauses to use.
"""

from __future__ import annotations

from collections.abc import Sequence

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import best, candidates, speaker_of
from svod.reading.carriers import is_carrier
from svod.reading.dialogue import DASHES, Dialogue
from svod.reading.direct_attribution import attributed, source_phrase
from svod.reading.drafts import Direct, Draft, is_beside
from svod.reading.nested_speech import nested_speech
from svod.reading.quotation_marks import MARKS, Quoted, is_unspaced
from svod.reading.speakers import attribute
from svod.records import Token

_ENDS = frozenset(".!?…。！？")
_COLONS = frozenset(":：")


class DirectSpeech:
    """Finds the direct speech of one report; `find()` is the only way in."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.result = Direct([], [], set(), set())
        self.begins = {first for first, _ in scene.sentences}

    def find(self) -> Direct:
        """All direct speech of the report, in text order."""
        scene, previous = self.scene, None
        Dialogue(scene, self.result).find()
        spoken: Quoted | None = None
        for quoted in (q for q in scene.quoted if q.depth == 0):
            if self._continues(previous, quoted):
                self._go_on(quoted)
                previous = spoken = quoted
                continue
            draft = self._direct(quoted, spoken)
            if draft is None:
                self.result.partial.append(quoted)
                previous = None
            else:
                self.result.drafts.append(draft)
                self._cover(quoted)
                previous = spoken = quoted
        self.result.drafts += nested_speech(scene, self.result.drafts)
        self.result.drafts.sort(key=lambda d: (d.start, -d.end))
        return self.result

    def _go_on(self, quoted: Quoted) -> None:
        """The words in marks are a further part of the quotation before."""
        self.result.drafts[-1].parts += quoted.inner
        self._cover(quoted)

    def _cover(self, quoted: Quoted) -> None:
        self.result.covered.update(range(quoted.first - quoted.opened, quoted.last + 1))

    def _continues(self, previous: Quoted | None, quoted: Quoted) -> bool:
        """Does the quotation go on after an attribution in the middle of its sentence?"""
        if previous is None or not previous.closed:
            return False
        between = self.scene.layout.text[previous.outer.end : quoted.outer.start]
        if "\n" in between or len(between) > 150:
            return False
        if any(n in self.begins for n in range(previous.last + 1, quoted.first + 1)):
            return False
        first = self.scene.tokens[quoted.first].text
        inside = any(n in self.result.used for n in range(previous.last + 1, quoted.first))
        return inside and (not first[0].isupper() or between.rstrip()[-1:] in ",–—-:")

    def _neighbours(self, quoted: Quoted) -> tuple[int | None, int | None]:
        """The tokens before the opening and after the closing mark, in the same paragraph."""
        text, tokens = self.scene.layout.text, self.scene.tokens
        before: int | None = quoted.first - (2 if quoted.opened else 1)
        if (
            before is not None
            and before > 0
            and tokens[before].text == tokens[before + 1].text
            and tokens[before].text in ",'"
        ):
            before -= 1  # two commas or apostrophes for a mark
        if before is not None and (before < 0 or "\n" in text[tokens[before].span.end : quoted.outer.start]):
            before = None
        after: int | None = quoted.last + 1 if quoted.closed else quoted.last
        if (
            quoted.closed
            and quoted.last + 1 < len(tokens)
            and tokens[quoted.last].text == tokens[quoted.last + 1].text == "'"
        ):
            after = quoted.last + 2
        if after is not None and (after >= len(tokens) or "\n" in text[quoted.outer.end : tokens[after].span.start]):
            after = None
        return before, after

    def _direct(self, quoted: Quoted, spoken: Quoted | None) -> Draft | None:
        """The draft of what stands between marks; `spoken` is the direct speech before it. None where it is no speech of its own."""
        scene, tokens = self.scene, self.scene.tokens
        words = [t for _, t in scene.words(quoted.first, quoted.last)]
        if not words:
            return None
        count = _length(words)
        before, after = self._neighbours(quoted)
        capital = not words[0].text[0].islower()
        ended = tokens[quoted.last - 1].text[0] in _ENDS
        fresh = (
            before is None
            or tokens[before].text[0] in _ENDS
            or (tokens[before].text in DASHES and (before == 0 or tokens[before - 1].text[0] in _ENDS))
            or (quoted.first - 1 if quoted.opened else quoted.first) in self.begins
        )
        colon = before is not None and tokens[before].text in _COLONS
        draft = Draft("direct", list(quoted.inner))
        if quoted.attribution is not None:
            said = Segment(*quoted.attribution, ",")
            return attributed(scene, self.result, draft, [said], is_beside(scene, said))
        if not capital and not (colon and count >= 3):
            ending = self._right(quoted, after, False) if count >= 3 and self._parted(quoted, after) else None
            return (
                attributed(scene, self.result, draft, *ending) if ending is not None and ending[1] is not None else None
            )
        if not fresh and before is not None and tokens[before].norm in scene.data.wording and count >= 3:
            return self._worded(draft, before)
        within = not (fresh or colon or ended or tokens[quoted.last - 1].text == ",") and tokens[before or 0].is_word
        if within and count <= 6 and not scene.has_finite(quoted.first, quoted.last):
            return None  # a name: "ръководител на „Институт за морски пътища“, предава БТА"
        if (fresh or colon or count >= 4) and count >= (1 if ended or fresh else 2):
            closing = self._right(quoted, after, fresh) or (self._beside(quoted, after) if fresh else None)
            if closing is not None and (fresh or colon or count >= 4):
                return attributed(scene, self.result, draft, *closing)
        if colon or (before is not None and count >= 3):
            introduced = self._left(draft, before, colon)
            if introduced is not None:
                return introduced
        alone = after is None or ended or tokens[after].text[0] in _ENDS
        goes_on = spoken is not None and ended and self._same_paragraph(spoken, quoted)
        finite = scene.has_finite(quoted.first, quoted.last) or not scene.grammar.endings
        speaks = count >= 4 or (count >= 3 and ended) or (count >= 2 and (goes_on or (ended and finite)))
        if fresh and (alone or not quoted.closed) and quoted.opened and speaks:
            draft.follows = True
            return draft
        return None

    def _parted(self, quoted: Quoted, after: int | None) -> bool:
        """Does a comma stand at the closing mark, within or after it: `naj pridejo, »kavo pa plačamo mi,« je obljubil`?"""
        tokens = self.scene.tokens
        return tokens[quoted.last - 1].text == "," or (after is not None and tokens[after].text == ",")

    def _same_paragraph(self, earlier: Quoted, later: Quoted) -> bool:
        """Do two passages stand in one paragraph, near each other?"""
        between = self.scene.layout.text[earlier.outer.end : later.outer.start]
        return "\n" not in between and len(between) < 200

    def _right(self, quoted: Quoted, after: int | None, fresh: bool) -> tuple[list[Segment], Cue | None] | None:
        """The segments of the attribution after the closing mark, and its cue; None where there is no attribution."""
        scene, tokens = self.scene, self.scene.tokens
        if after is None:
            return None
        n, parted = after, tokens[quoted.last - 1].text in ",!?…"
        stopped = tokens[quoted.last - 1].text == "."
        while n < len(tokens) and (tokens[n].text in ",." or tokens[n].text in DASHES):
            parted = parted or tokens[n].text != "."
            stopped = stopped or tokens[n].text == "."
            n += 1
        if n >= len(tokens) or "\n" in scene.layout.text[quoted.outer.end : tokens[n].span.start]:
            return None
        sentence = scene.sentence_of(n)
        last = scene.sentences[sentence][1] if sentence is not None else n
        segments = scene.segments(n, last)
        if not segments:
            return None
        if stopped and tokens[n].text[0].isupper() and n in self.begins and tokens[n - 1].text == ".":
            return self._about_it(segments)
        cue = is_beside(scene, segments[0])
        if cue is None and fresh and n in self.begins:
            return self._about_it(segments)
        if cue is not None:
            # „Echo” zwraca uwagę: a name in marks is the subject, not what is said.
            return (segments, cue) if parted or quoted.last - quoted.first >= 4 else None
        for k in range(1, min(4, len(segments))):
            # “…,” its spokeswoman, Giulia Bertolini, said
            if segments[k].opener != "," or scene.has_finite(segments[k - 1].first, segments[k - 1].last):
                break
            cue = is_beside(scene, segments[k]) if fresh and parted else None
            if cue is not None and cue.first == segments[k].first and scene.data.subject_first:
                return [Segment(segments[0].first, segments[k].last, ","), *segments[k + 1 :]], cue
        # »…,« je bila ostra Maja Zupan: an unknown verb, but nothing else can follow a sentence in marks and a comma.
        size = segments[0].last - n
        found = best(candidates(scene, segments[0]), n, 2.0 if size > 5 else 1.5)
        if not (fresh and parted and tokens[n].text[0].islower() and size <= 18):
            return None
        verb = scene.has_finite(n, segments[0].last) and quoted.last - quoted.first > 4
        return (segments, None) if found or (verb and tokens[quoted.last - 1].text[0] in ",!?") else None

    def _about_it(self, segments: list[Segment]) -> tuple[list[Segment], Cue | None] | None:
        """The sentence after what was said tells who said it: `„…“ Das sagte Beck.`, `„…“. Това заяви Белев.`"""
        scene, first = self.scene, segments[0]
        if not scene.is_about_this(first.first) or any(
            scene.tokens[n].norm in scene.data.that for n in range(first.first + 1, segments[-1].last)
        ):
            return None
        cue = next(iter(c for c in scene.cues_in(first.first, first.last) if c.kinds & {"say", "carry"}), None)
        return (segments, cue) if cue is not None else None

    def _beside(self, quoted: Quoted, after: int | None) -> tuple[list[Segment], Cue | None] | None:
        """An attribution without a verb: `“…,” according to Tom Reed`, `“We need more time.” – Anna Bell` at the end of a line."""
        scene, tokens = self.scene, self.scene.tokens
        if after is None or quoted.last - quoted.first < 3:
            return None
        n = after
        while n < len(tokens) and (tokens[n].text == "," or tokens[n].text in DASHES):
            n += 1
        if n >= len(tokens) or "\n" in scene.layout.text[quoted.outer.end : tokens[n].span.start]:
            return None
        segments = scene.segments(n, scene.end_of_sentence(n))
        if not segments or scene.has_finite(segments[0].first, segments[0].last):
            return None
        if source_phrase(scene, n) is not None and (n > after or tokens[quoted.last - 1].text == ","):
            return segments, None
        named = scene.mention_at.get(n)
        if named is None or n == after or tokens[n - 1].text not in DASHES or named[0].type not in ("PER", "ORG"):
            return None
        end = scene.token_range(named[0].span)[1]
        ends = end == len(tokens) or "\n" in scene.layout.text[tokens[end - 1].span.end : tokens[end].span.start]
        return (segments, None) if ends or (tokens[end].text == "." and segments[0].last == end) else None

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

    def _worded(self, draft: Draft, noun: int) -> Draft:
        """`Protesters stood there with the slogan “…”`: whoever the sentence is about says so."""
        scene = self.scene
        sentence = scene.sentence_of(noun)
        first = scene.sentences[sentence][0] if sentence is not None else noun
        draft.cue = scene.tokens[noun].span
        named = [c for s in scene.segments(first, noun) for c in candidates(scene, s)]
        found = best([c for c in named if not c.pronoun], first, 2.0)
        draft.speaker = speaker_of(scene, found) if found is not None else None
        return draft


def _length(words: Sequence[Token]) -> int:
    """How many words; where words are written without spaces, two characters are one."""
    return sum(max(1, len(w.text) // 2) if is_unspaced(w.text[0]) else 1 for w in words)
