"""Passages that one report has in translation from another, or both from one text in a third language.

Translators keep the order of what is said: the words of a translated passage are paired in one order, nearly all of them, over whole
sentences. Two reporters who tell one fact choose and order their words each for themselves. What somebody said, both may have heard:
words of direct speech prove nothing, those of reported speech half.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from svod.languages.concepts import cognate_key
from svod.linking.alignment import local_alignments
from svod.linking.similarity import Similarity, sentences_of
from svod.linking.verbatim import Shared
from svod.linking.vocabulary import Item
from svod.records import Evidence, Reading, cover

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Read off dev-stories, the seeds and the sample; see benchmarks/passages.
MUCH, SOMEWHAT = 0.4, 0.25
"""Likeness of two sentences from which on their reports are aligned word by word, and of those around which they are."""
AROUND = 2
"""Sentences on either side of them."""
LEAST_SCORE = 1.0
"""Least score of a run of paired words: three that are rare in the story."""
COVERED = 0.5
"""Share of a passage's words, by weight, that must be paired, on either side."""
SURE = 7.0
"""Words that are paired, names and what is somebody's speech aside: eight words in one order are no chance."""
FURTHER = 5.0
"""The same for a further passage of two reports that have one already."""
HALF = 0.5
"""What a word counts that is somebody's reported speech, or stands in the first sentence: there everybody tells the event itself, in much
the same words. Headlines are left aside."""
UNLIKE = 0.6
"""What a pair counts that only means the same: of two writers, both may call a thing by its one name, in either language."""
ALIKE = 0.6
"""Share of the shorter word's letters that two words of one root begin with alike."""
LEAST_PART = 3
"""Paired words below which a part of a run is left off."""
TRIED_RUNS, MOST_RUNS = 3, 12
"""Runs of two reports that are looked at until one is sure, and when one is."""
MOST_WORDS = 4000
"""Words of a report that are aligned: the first ones."""

Pairs = tuple[tuple[int, int], ...]


def translated_passages(
    readings: Sequence[Reading], similarity: Similarity, carriers: frozenset[str] = frozenset()
) -> tuple[Shared, ...]:
    """The passages that reports in different languages have in common.

    Args:
        readings: the reports of one story, entities and quotations linked.
        similarity: made from the same readings, or from more.
        carriers: agencies and media; what a report has from them is no speech.

    Returns:
        The passages, by report and place, the report of the smaller id left.
    """
    by_id = {r.report.id: r for r in readings}
    texts = {i: _Text(r, similarity, carriers) for i, r in sorted(by_id.items())}
    found: list[Shared] = []
    for (a, b), places in _candidates(texts, similarity):
        ours, theirs = texts[a], texts[b]
        rows, columns = (text.near({p[side] for p in places}) for side, text in enumerate((ours, theirs)))
        worth = similarity.worth([ours.items[n] for n in rows], [theirs.items[n] for n in columns])
        judged: list[tuple[float, list[Pairs]]] = []
        sure = False
        for n, run in enumerate(local_alignments(worth, ours.weights[rows], theirs.weights[columns], LEAST_SCORE)):
            if n == (MOST_RUNS if sure else TRIED_RUNS):
                break
            parts = _parts([(rows[i], columns[j]) for i, j in run.pairs], ours, theirs)
            judged.append((sum(_evidence(p, ours, theirs) for p in parts), parts))
            sure = sure or judged[-1][0] >= SURE
        for told, parts in judged:
            if sure and told >= FURTHER:
                found += [_shared(part, ours, theirs) for part in parts]
    return tuple(sorted(found, key=lambda s: (s.left, s.right)))


class _Text:
    """A report's own words that say something, with their weights and the sentences that they stand in."""

    def __init__(self, reading: Reading, similarity: Similarity, carriers: frozenset[str]) -> None:
        self.reading = reading
        report, layout = reading.report.id, reading.layout
        headlines = [s.span for s in layout.sections if s.kind == "headline"]
        own = [s for s in sentences_of(reading) if layout.is_own(s) and not any(h.overlaps(s) for h in headlines)]
        self.sentences = own
        items = [i for s in self.sentences for i in similarity.items(Evidence(report, s))]
        weights = similarity.weights_of(items)
        said = [n for n, w in enumerate(weights.tolist()) if w > 0][:MOST_WORDS]
        self.items: list[Item] = [items[n] for n in said]
        self.weights: Floats = weights[said]
        starts = [s.start for s in self.sentences]
        self.sentence_of = [bisect_right(starts, i.span.start) - 1 for i in self.items]
        speech = [q for q in reading.quotations if not (q.speaker and q.speaker.entity in carriers)]
        none = [m.span for m in reading.mentions] + [s for q in speech for s in q.verbatim]
        half = own[:1] + [s for q in speech for s in q.content]
        worth = bytearray(b"\2" * len(reading.report.text))
        for spans, mark in ((half, b"\1"), (none, b"\0")):
            for s in spans:
                worth[s.start : s.end] = mark * len(s)
        self.proves = [
            HALF * worth[i.span.start] if reading.report.text[i.span.start].isalpha() else 0.0 for i in self.items
        ]
        self.roots = [cognate_key(i.span.of(reading.report.text), layout.language) for i in self.items]

    def near(self, sentences: set[int]) -> list[int]:
        """The numbers of the words in these sentences and up to `AROUND` beside them."""
        wanted = {n + d for n in sentences for d in range(-AROUND, AROUND + 1)}
        return [n for n, sentence in enumerate(self.sentence_of) if sentence in wanted]

    def share(self, numbers: Sequence[int]) -> float:
        """How much of the stretch that these words span they make up, by weight."""
        whole = float(self.weights[numbers[0] : numbers[-1] + 1].sum())
        return float(self.weights[list(numbers)].sum()) / whole if whole else 0.0


def _candidates(
    texts: Mapping[str, _Text], similarity: Similarity
) -> Iterator[tuple[tuple[str, str], set[tuple[int, int]]]]:
    """Pairs of reports in different languages of which two sentences are much alike, with the places of all that are somewhat."""
    by_language: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for report, text in texts.items():
        by_language[text.reading.layout.language] += [(report, n) for n in range(len(text.sentences))]
    alike: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    best: dict[tuple[str, str], float] = defaultdict(float)
    for one, other in combinations(sorted(by_language), 2):
        ours, theirs = ([(r, n, Evidence(r, texts[r].sentences[n])) for r, n in by_language[x]] for x in (one, other))
        scores = similarity.scores([e for _, _, e in ours], [e for _, _, e in theirs])
        rows, columns = (scores >= SOMEWHAT).nonzero()
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            (a, m, _), (b, n, _) = sorted((ours[i], theirs[j]))
            alike[a, b].add((m, n))
            best[a, b] = max(best[a, b], float(scores[i, j]))
    return ((pair, alike[pair]) for pair in sorted(alike) if best[pair] >= MUCH)


def _parts(pairs: Sequence[tuple[int, int]], ours: _Text, theirs: _Text) -> list[Pairs]:
    """A run cut where a whole sentence of either text has no partner, without loose ends."""
    parts: list[list[tuple[int, int]]] = []
    for i, j in pairs:
        if parts:
            before = parts[-1][-1]
            skipped = max(
                ours.sentence_of[i] - ours.sentence_of[before[0]],
                theirs.sentence_of[j] - theirs.sentence_of[before[1]],
            )
            if skipped <= 1:
                parts[-1].append((i, j))
                continue
        parts.append([(i, j)])
    trimmed = (_trimmed(part, ours, theirs) for part in parts)
    return [
        part
        for part in trimmed
        if len(part) >= LEAST_PART
        and ours.share([i for i, _ in part]) >= COVERED
        and theirs.share([j for _, j in part]) >= COVERED
    ]


def _trimmed(part: Sequence[tuple[int, int]], ours: _Text, theirs: _Text) -> Pairs:
    """Without the words at either end that belong to a sentence of which nothing else is paired, though there is more of it."""
    pairs = list(part)
    for end in (0, -1):
        while len(pairs) > 1 and (_stray(pairs, end, 0, ours) or _stray(pairs, end, 1, theirs)):
            del pairs[end]
    return tuple(pairs)


def _stray(pairs: Sequence[tuple[int, int]], end: int, side: int, text: _Text) -> bool:
    sentence = text.sentence_of[pairs[end][side]]
    paired = sum(text.sentence_of[p[side]] == sentence for p in pairs)
    return paired == 1 and text.sentence_of.count(sentence) > 2


def _evidence(part: Pairs, ours: _Text, theirs: _Text) -> float:
    """How many of the paired words can't be chance, names or words that both reporters heard."""
    return sum(
        min(ours.proves[i], theirs.proves[j]) * (1.0 if _one_root(ours.roots[i], theirs.roots[j]) else UNLIKE)
        for i, j in part
    )


def _one_root(a: str, b: str) -> bool:
    shorter = min(len(a), len(b))
    begins_alike = math.ceil(ALIKE * shorter)
    return shorter > 0 and a[:begins_alike] == b[:begins_alike]


def _shared(part: Pairs, ours: _Text, theirs: _Text) -> Shared:
    pairs = tuple((ours.items[i].span, theirs.items[j].span) for i, j in part)
    left, right = (cover(p[side] for p in pairs) for side in (0, 1))
    share = min(ours.share([i for i, _ in part]), theirs.share([j for _, j in part]))
    return Shared(
        Evidence(ours.reading.report.id, left), Evidence(theirs.reading.report.id, right), pairs, min(1.0, share)
    )
