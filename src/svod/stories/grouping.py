"""Which reports tell the same story, whatever their languages.

Every report becomes a sketch (`stories.sketches`); reports that share rare features are compared as their look-alikes see them
(`stories.likeness`); and what is alike is clustered by average linkage, so that no chain of doubtful links joins two stories. Reports
can also be added one by one (`stories.online`), with the same result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from svod.records import Edge, Reading, Story, content_id
from svod.stories.likeness import UNIT
from svod.stories.linkage import connected
from svod.stories.online import THRESHOLD, Grouping
from svod.stories.sketches import Sketch, sketch

FAMILY = 0.5
"""Threshold of families: stories so near that their reports may quote one utterance."""
CLAN = 200
"""Reports beyond which a family falls apart into its stories: all quotations of a family are compared with each other, and that work must
not grow with the square of a collection."""
PASSAGES = 0.35
"""Share of a text that stands in another one, from which on the two have one origin."""
FEW = 20
"""Reports of a story up to which every two that are alike are linked; in a larger one each is linked with its nearest `MATES`."""
MATES = 3

Grouped = tuple[tuple[Story, ...], tuple[tuple[Story, ...], ...], tuple[Edge, ...]]
"""Stories, the same by families, and the links behind them."""


def group(
    readings: Sequence[Reading],
    copies: Sequence[Edge] = (),
    decisions: Sequence[Edge] = (),
    threshold: float = THRESHOLD,
) -> tuple[tuple[Story, ...], tuple[Edge, ...]]:
    """Group reports into stories.

    Args:
        readings: reports in any order and number; the work grows nearly with their number.
        copies: what `find_copies` returned for them.
        decisions: links that a user has decided; they outrank the scores.
        threshold: mean score from which on two groups of reports are one story (log-odds, plus what `likeness.NOTHING` takes off). The
            default puts precision first, for a false merge fabricates agreement; 1.5 joins more, and more wrongly, 4 little else than
            what is certain.

    Returns:
        The stories, every report in exactly one (alone where nothing is like it), in the order of their first report's id, without
        titles or accounts; and an edge for each linked pair of reports with score and reason (in a story of more than `FEW` reports, for
        each report and its nearest ones, and so many that all hang together). Neither depends on the order of reports.
    """
    stories, _, edges = group_in_families(readings, copies, decisions, threshold)
    return stories, edges


def group_in_families(
    readings: Sequence[Reading],
    copies: Sequence[Edge] = (),
    decisions: Sequence[Edge] = (),
    threshold: float = THRESHOLD,
) -> Grouped:
    """What `group` returns, and between its two parts the stories again by families: an event, its eve, its aftermath."""
    return group_sketches([sketch(r) for r in readings], copies, decisions, threshold)


def group_sketches(
    sketches: Sequence[Sketch],
    copies: Sequence[Edge] = (),
    decisions: Sequence[Edge] = (),
    threshold: float = THRESHOLD,
) -> Grouped:
    """`group_in_families` of reports of which no more than the sketches are at hand."""
    grouping = Grouping(threshold, decisions)
    grouping.extend(sketches, copies)
    return grouped(grouping)


def grouped(grouping: Grouping) -> Grouped:
    """The stories of a collection as it stands, as `group_in_families` returns them."""
    by_id = {s.report: s for s in grouping.table.sketches}
    links: dict[str, list[Edge]] = defaultdict(list)
    for edge in grouping.copies:
        links[edge.left.report].append(edge)
    stories, edges = [], []
    for reports in grouping.stories():
        members = [by_id[r] for r in reports]
        origins = _origins(members, [e for r in reports for e in links.get(r, ())])
        languages = tuple(sorted({s.language for s in members}))
        stories.append(Story(content_id("story", *reports), "", reports, languages, origins=origins))
        if len(reports) > 1:
            for a, b, score in _strongest(reports, grouping.links(reports)):
                edges.append(_edge(by_id[a], by_id[b], score / UNIT / (2 * grouping.threshold)))
    families = _families(stories, grouping.families(min(FAMILY, grouping.threshold)))
    return tuple(stories), families, tuple(edges)


def _families(stories: Sequence[Story], groups: Sequence[Sequence[str]]) -> tuple[tuple[Story, ...], ...]:
    """The stories by the groups of reports in which they lie; of one that is too large, each by itself."""
    place = {report: n for n, reports in enumerate(groups) for report in reports}
    families: dict[int, list[Story]] = defaultdict(list)
    for story in stories:
        families[place[story.reports[0]]].append(story)
    found: list[tuple[Story, ...]] = []
    for n in sorted(families):
        family = families[n]
        small = sum(len(story.reports) for story in family) <= CLAN
        found += [tuple(family)] if small else [(story,) for story in family]
    return tuple(found)


def _strongest(reports: Sequence[str], pairs: Sequence[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Of the pairs of a story, the most alike first, those that are told: all in a small one, else of each report the nearest ones and
    those that hold the story together."""
    if len(reports) <= FEW:
        return sorted(pairs)
    told: dict[str, int] = dict.fromkeys(reports, 0)
    root = {report: report for report in reports}

    def first(report: str) -> str:
        while root[report] != report:
            root[report] = report = root[root[report]]
        return report

    kept = []
    for a, b, score in pairs:
        x, y = first(a), first(b)
        if x != y or min(told[a], told[b]) < MATES:
            root[max(x, y)] = min(x, y)
            told[a] += 1
            told[b] += 1
            kept.append((a, b, score))
    return sorted(kept)


# --- what is said of it ------------------------------------------------------------------------------------------------


def _edge(a: Sketch, b: Sketch, score: float) -> Edge:
    return Edge("story", a.evidence, b.evidence, "same", min(1.0, score), _reason(a, b), "stories.grouping")


def _reason(a: Sketch, b: Sketch) -> str:
    """The rarest names and words that both reports hold."""
    ours, theirs = a.surfaces(), b.surfaces()
    names: dict[str, None] = {}
    words: dict[str, None] = {}
    for feature, (surface, named) in ours.items():
        if feature in theirs:
            (names if named else words).setdefault(_both(surface, theirs[feature][0]))
    few = list(names)[:4]
    parts = []
    if few:
        parts.append("the names " + ", ".join(few))
    if words:
        parts.append("the words " + ", ".join(list(words)[: 6 - len(few)]))
    if parts:
        return "share " + " and ".join(parts)
    return "share much that each by itself says little" if len(ours) > 1 < len(theirs) else "one text repeats the other"


def _both(ours: str, theirs: str) -> str:
    return ours if ours.casefold() == theirs.casefold() else f"{ours} = {theirs}"


def _origins(members: Sequence[Sketch], copies: Sequence[Edge]) -> tuple[tuple[str, ...], ...]:
    """The reports of a story by origin: one repeats the other, or they share passages and credit one agency for them."""
    by_id: Mapping[str, Sketch] = {s.report: s for s in members}
    pairs = ((e, e.left.report, e.right.report) for e in copies)
    links = [(a, b) for e, a, b in pairs if a in by_id and b in by_id and _one_origin(e, by_id[a], by_id[b])]
    return tuple(connected(by_id, links))


def _one_origin(edge: Edge, a: Sketch, b: Sketch) -> bool:
    if edge.judgement != "unsure":
        return edge.judgement == "same"
    return edge.score >= PASSAGES or bool(set(a.credited) & set(b.credited))
