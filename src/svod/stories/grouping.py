"""Which reports tell the same story, whatever their languages.

Every report becomes a profile of weighted names and words (`stories.profiles`); reports that share rare features are compared; the
likeness of a pair is set against what is usual between its two languages, for two reports in one language share far more than a report
and its translation do; and what remains is clustered by average linkage, so that no chain of doubtful links joins two stories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from svod.records import OWN_KINDS, Edge, Evidence, Reading, Span, Story, content_id
from svod.stories.decisions import with_decisions
from svod.stories.linkage import average_linkage, connected
from svod.stories.profiles import Profile, make_profiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Set on benchmarks/stories (precision first).
THRESHOLD = 4.3
FAMILY = 2.0
"""Threshold of families: stories so near that their reports may quote one utterance."""
CLAN = 200
"""Reports beyond which a family falls apart into its stories: all quotations of a family are compared with each other, and that work must
not grow with the square of a collection."""
NAMES = 0.35
"""Share of the names in the likeness of two reports; the rest is the words'."""
SPREAD = (0.08, 0.035)
"""Spread of the likeness of unrelated reports: in one language, in two."""
USUAL = (0.15, 0.05)
"""Likeness of a report's near neighbours that tell other stories, in its language and in another, where too few are at hand to tell."""
USUAL_AT_MOST = (0.25, 0.12)
"""However like each other the reports at hand are: a folder may hold nothing but thirty reports of one story."""
NEIGHBOURS = slice(5, 20)
"""Ranks of the neighbours that tell what is usual; the nearest ones may be of the same story."""
PRIOR = 40.0
"""Reports of a language beside which `USUAL` and what is observed weigh the same."""
FLOOR = -1.5
"""Normalised likeness of two reports that share nothing."""
CROWD = 500
"""A feature of more reports than this, and of more than a tenth of them, joins nobody: it would make the work grow with the square."""
PASSAGES = 0.35
"""Share of a text that stands in another one, from which on the two have one origin."""


def group(
    readings: Sequence[Reading], copies: Sequence[Edge] = (), decisions: Sequence[Edge] = ()
) -> tuple[tuple[Story, ...], tuple[Edge, ...]]:
    """Group reports into stories.

    Args:
        readings: reports in any order and number; the work grows nearly with their number.
        copies: what `find_copies` returned for them.
        decisions: links that a user has decided; they outrank the scores.

    Returns:
        The stories, every report in exactly one (alone where nothing is like it), in the order of their first report's id, without
        titles or accounts; and an edge for each linked pair of reports with score and reason. Neither depends on the order of reports.
    """
    stories, _, edges = group_in_families(readings, copies, decisions)
    return stories, edges


def group_in_families(
    readings: Sequence[Reading], copies: Sequence[Edge] = (), decisions: Sequence[Edge] = ()
) -> tuple[tuple[Story, ...], tuple[tuple[Story, ...], ...], tuple[Edge, ...]]:
    """What `group` returns, and between its two parts the stories again by families: an event, its eve, its aftermath."""
    readings = sorted({r.report.id: r for r in readings}.values(), key=lambda r: r.report.id)
    profiles = make_profiles(readings)
    number = {p.report: n for n, p in enumerate(profiles)}
    scores = _normalised(profiles)
    for edge in copies:
        if edge.judgement == "same" and edge.left.report in number and edge.right.report in number:
            a, b = sorted((number[edge.left.report], number[edge.right.report]))
            scores[a, b] = max(scores.get((a, b), 0.0), 2 * THRESHOLD)
    stories, edges = [], []
    whole = [(Evidence(r.report.id, Span(0, len(r.report.text))),) for r in readings]
    decided = with_decisions(scores, whole, decisions, "story")
    for cluster in average_linkage(len(readings), decided, THRESHOLD):
        stories.append(_story([readings[n] for n in cluster], copies))
        for a, b in combinations(cluster, 2):
            if scores.get((a, b), 0.0) >= THRESHOLD:
                score = min(1.0, scores[a, b] / (2 * THRESHOLD))
                reason = _reason(profiles[a], profiles[b])
                edges.append(
                    Edge("story", _lead(readings[a]), _lead(readings[b]), "same", score, reason, "stories.grouping")
                )
    return tuple(stories), _families(stories, average_linkage(len(readings), decided, FAMILY), readings), tuple(edges)


def _families(
    stories: Sequence[Story], clusters: Sequence[Sequence[int]], readings: Sequence[Reading]
) -> tuple[tuple[Story, ...], ...]:
    """The stories by the clusters of readings in which their reports lie."""
    near = [[readings[n].report.id for n in cluster] for cluster in clusters] + [list(s.reports) for s in stories]
    links = [(ids[0], other) for ids in near for other in ids[1:]]
    place = {report: n for n, ids in enumerate(connected((r.report.id for r in readings), links)) for report in ids}
    families: dict[int, list[Story]] = defaultdict(list)
    for story in stories:
        families[place[story.reports[0]]].append(story)
    found: list[tuple[Story, ...]] = []
    for n in sorted(families):
        family = families[n]
        small = sum(len(story.reports) for story in family) <= CLAN
        found += [tuple(family)] if small else [(story,) for story in family]
    return tuple(found)


# --- how alike ---------------------------------------------------------------------------------------------------------


def _normalised(profiles: Sequence[Profile]) -> dict[tuple[int, int], float]:
    """For each two reports that share anything that counts: how far their likeness exceeds the usual, in spreads, from `FLOOR` up."""
    import numpy as np

    languages = sorted({p.language for p in profiles})
    language = np.array([languages.index(p.language) for p in profiles], dtype=np.intp)
    sizes = [int((language == x).sum()) for x in range(len(languages))]
    postings = _postings(profiles)
    likeness: list[NDArray[np.float32]] = []
    usual = np.zeros((len(profiles), len(languages)), dtype=np.float32)
    kept: list[NDArray[np.intp]] = []
    for n, profile in enumerate(profiles):
        row = _row(profile, postings, len(profiles))
        row[n] = 0.0
        for x, size in enumerate(sizes):
            kind = 0 if x == language[n] else 1
            near = np.sort(row[language == x])[::-1][NEIGHBOURS]
            observed = float(near.mean()) if len(near) else 0.0
            weight = size if len(near) else 0.0
            mean = (weight * observed + PRIOR * USUAL[kind]) / (weight + PRIOR)
            usual[n, x] = min(mean, USUAL_AT_MOST[kind])
        above = np.flatnonzero(row > USUAL[1] / 2)
        above = above[above > n]
        kept.append(above)
        likeness.append(row[above])
    scores: dict[tuple[int, int], float] = {}
    for n, (others, values) in enumerate(zip(kept, likeness, strict=True)):
        expected = (usual[n, language[others]] + usual[others, language[n]]) / 2
        spread = np.where(language[others] == language[n], *SPREAD)
        for other, score in zip(others.tolist(), ((values - expected) / spread - FLOOR).tolist(), strict=True):
            if score > 0:
                scores[n, other] = score
    return scores


def _postings(profiles: Sequence[Profile]) -> dict[str, tuple[NDArray[np.intp], NDArray[np.float32]]]:
    """For each feature of two reports or more, the reports that hold it and its weight there."""
    import numpy as np

    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for n, profile in enumerate(profiles):
        for feature, weight in _features(profile).items():
            holders[feature].append((n, weight))
    most = max(CROWD, len(profiles) // 10)
    return {
        feature: (np.array([n for n, _ in found], dtype=np.intp), np.array([w for _, w in found], dtype=np.float32))
        for feature, found in holders.items()
        if 2 <= len(found) <= most
    }


def _features(profile: Profile) -> dict[str, float]:
    """Names and words in one vector, so that a dot product is the mixed likeness."""
    names, words = NAMES**0.5, (1 - NAMES) ** 0.5
    return {f"@{k}": w * names for k, w in profile.names.items()} | {k: w * words for k, w in profile.words.items()}


def _row(
    profile: Profile, postings: Mapping[str, tuple[NDArray[np.intp], NDArray[np.float32]]], size: int
) -> NDArray[np.float32]:
    """The likeness of a report to each of the `size` reports."""
    import numpy as np

    found = [(postings[f], w) for f, w in _features(profile).items() if f in postings]
    if not found:
        return np.zeros(size, dtype=np.float32)
    holders = np.concatenate([reports for (reports, _), _ in found])
    weights = np.concatenate([theirs * weight for (_, theirs), weight in found])
    return np.bincount(holders, weights=weights, minlength=size).astype(np.float32)


# --- what is said of it ------------------------------------------------------------------------------------------------


def _reason(a: Profile, b: Profile) -> str:
    """The rarest names and words that both reports hold."""
    names = _heaviest(a.names, b.names)[:4]
    words = _heaviest(a.words, b.words)[: 6 - len(names)]
    parts = []
    if names:
        parts.append("the names " + ", ".join(_both(a, b, f"@{n}") for n in names))
    if words:
        parts.append("the words " + ", ".join(_both(a, b, w) for w in words))
    return "share " + " and ".join(parts) if parts else "one text repeats the other"


def _heaviest(ours: Mapping[str, float], theirs: Mapping[str, float]) -> list[str]:
    return sorted(ours.keys() & theirs.keys(), key=lambda k: (-ours[k] * theirs[k], k))


def _both(a: Profile, b: Profile, feature: str) -> str:
    ours, theirs = a.surfaces[feature], b.surfaces[feature]
    return ours if ours.casefold() == theirs.casefold() else f"{ours} = {theirs}"


def _lead(reading: Reading) -> Evidence:
    """The headline or first own passage of a report: what one sees of a report that is linked as a whole."""
    own = next((s.span for s in reading.layout.sections if s.kind in OWN_KINDS), None)
    if own is None:
        text = reading.report.text
        start = len(text) - len(text.lstrip())
        end = text.find("\n", start)
        own = Span(start, end if end > start else max(len(text), start + 1))
    return Evidence(reading.report.id, own)


def _story(members: Sequence[Reading], copies: Sequence[Edge]) -> Story:
    reports = tuple(r.report.id for r in members)
    languages = tuple(sorted({r.layout.language for r in members}))
    return Story(content_id("story", *reports), "", reports, languages, origins=_origins(members, copies))


def _origins(members: Sequence[Reading], copies: Sequence[Edge]) -> tuple[tuple[str, ...], ...]:
    """The reports of a story by origin: one repeats the other, or they share passages and credit one agency for them."""
    by_id = {r.report.id: r for r in members}
    pairs = ((e, e.left.report, e.right.report) for e in copies)
    links = [(a, b) for e, a, b in pairs if a in by_id and b in by_id and _one_origin(e, by_id[a], by_id[b])]
    return tuple(connected(by_id, links))


def _one_origin(edge: Edge, a: Reading, b: Reading) -> bool:
    if edge.judgement != "unsure":
        return edge.judgement == "same"
    return edge.score >= PASSAGES or bool(_credited(a) & _credited(b))


def _credited(reading: Reading) -> set[str]:
    """The agencies and media that a report credits, in its credit lines."""
    credits = [s.span for s in reading.layout.sections if s.kind == "credit"]
    return {
        m.lemma.casefold() for m in reading.mentions if m.type == "ORG" and any(c.contains(m.span) for c in credits)
    }
