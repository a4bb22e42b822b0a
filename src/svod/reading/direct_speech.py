"""Direct speech: whole sentences between quotation marks, or after a dialogue dash, with whoever says them.

What stands between marks may also be a name (`brod "Galeb"`), a borrowed word, or a part of a sentence in which speech is
reported; those are handed back for the reported clauses to use.
"""

from __future__ import annotations

from collections.abc import Sequence

from svod.reading.attribution import Cue, Scene, Segment
from svod.reading.candidates import best, candidates, speaker_of
from svod.reading.carriers import is_carrier
from svod.reading.dialogue import Dialogue
from svod.reading.direct_attribution import about_it, attributed, verbless, worded
from svod.reading.drafts import DASHES, Direct, Draft, is_beside
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
            if self._is_title(quoted):
                previous = None
                continue
            draft = self._direct(quoted, spoken)
            if draft is None:
                self.result.partial.append(quoted)
                previous = None
            elif draft.follows and draft.cue is None and spoken is not None and self._is_rest(spoken, quoted):
                self._go_on(quoted)
                previous = spoken = quoted
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
        if is_unspaced(self.scene.tokens[quoted.first].text[0]) and self._same_paragraph(previous, quoted):
            return self.scene.tokens[previous.last - 1].text in "，,"  # “我们走，”他说，“不回头。”
        between = self.scene.layout.text[previous.outer.end : quoted.outer.start]
        if "\n" in between or len(between) > 150:
            return False
        if any(n in self.begins for n in range(previous.last + 1, quoted.first + 1)):
            return False
        first = self.scene.tokens[quoted.first].text
        inside = any(n in self.result.used for n in range(previous.last + 1, quoted.first))
        return inside and (not first[0].isupper() or between.rstrip()[-1:] in ",–—-:")

    def _is_title(self, quoted: Quoted) -> bool:
        """Does a word for a title stand before the mark: `v článku s názvem „…“`?"""
        n = quoted.first - 2
        return quoted.opened and n >= 0 and self.scene.tokens[n].norm in self.scene.data.titled

    def _is_rest(self, spoken: Quoted, quoted: Quoted) -> bool:
        """Do words in marks without an attribution of their own end the speech that was attributed right before them, in the same
        line: `„Das kostet Zeit“, sagt Beck. „Und Geld.“`? Passages with nothing between are quotations apart."""
        scene, draft = self.scene, self.result.drafts[-1]
        between = range(spoken.last + 1, quoted.first - 1)
        if draft.cue is None or draft.parts[-1] != spoken.inner[-1] or not self._same_paragraph(spoken, quoted):
            return False
        if scene.tokens[between.stop - 1].text in _COLONS:
            return False  # somebody answers
        if not any(True for _ in scene.words(between.start, between.stop)):
            return False
        return not any(
            c.first not in self.result.used for c in scene.cues_in(between.start, between.stop) if "say" in c.kinds
        )

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
        if not fresh and before is not None and tokens[before].norm in scene.data.wording and count >= 3:
            return worded(scene, draft, before)
        if not capital and self._ends_clause(before):
            return None
        if not capital and not (colon and count >= 3):
            ending = self._right(quoted, after, False) if count >= 3 and self._parted(quoted, after) else None
            return (
                attributed(scene, self.result, draft, *ending) if ending is not None and ending[1] is not None else None
            )
        within = not (fresh or colon or ended or tokens[quoted.last - 1].text == ",") and tokens[before or 0].is_word
        known = bool(scene.grammar.endings)
        unspaced = not known and is_unspaced(words[0].text[0])
        if within and count <= 6 and not unspaced and not scene.has_finite(quoted.first, quoted.last):
            return None  # a name: "ръководител на „Институт за морски пътища“, предава БТА"
        if (fresh or colon or count >= 4) and count >= (1 if ended or fresh else 2):
            closing = self._right(quoted, after, fresh) or (verbless(scene, quoted, after) if fresh else None)
            if closing is not None and (fresh or colon or count >= 4):
                return attributed(scene, self.result, draft, *closing)
        if colon or (before is not None and count >= 3):
            introduced = self._left(draft, before, colon)
            if introduced is not None:
                return introduced
        alone = after is None or ended or tokens[after].text[0] in _ENDS or (not known and tokens[after].text == ",")
        goes_on = spoken is not None and ended and self._same_paragraph(spoken, quoted)
        finite = not known or scene.has_finite(quoted.first, quoted.last)
        speaks = count >= 4 or (count >= 3 and ended) or (count >= 2 and (goes_on or (ended and finite)))
        if fresh and (alone or not quoted.closed) and quoted.opened and speaks:
            draft.follows = known  # else its attribution may be one that nobody can read
            return draft
        # 「橋は春に再開する」と述べた: no spaces and no data; titles have marks of their own there (『』, 《》).
        return draft if unspaced and count >= 3 else None

    def _ends_clause(self, before: int | None) -> bool:
        """Do the words in marks only end a clause that is reported whole: `Razgovori so potekali v »dobrem vzdušju,« je dodal Kos`?"""
        scene = self.scene
        if before is None or not scene.tokens[before].is_word or before in scene.cue_tokens:
            return False
        number = scene.sentence_of(before)
        first = scene.sentences[number][0] if number is not None else before
        return before - first >= 2 and not scene.cues_in(first, before + 1) and scene.has_finite(first, before + 1)

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
            return about_it(scene, segments)
        cue = is_beside(scene, segments[0])
        if cue is None and fresh and n in self.begins:
            return about_it(scene, segments)
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
        known = next((c for c in scene.cues_in(n, segments[0].last) if "say" in c.kinds), None)
        return (segments, known) if found or known or (verb and tokens[quoted.last - 1].text[0] in ",!?") else None

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


def _length(words: Sequence[Token]) -> int:
    """How many words; where words are written without spaces, two characters are one."""
    return sum(max(1, len(w.text) // 2) if is_unspaced(w.text[0]) else 1 for w in words)
