"""Synthetic collections with planted stories and copies: as many reports as asked for, one at a time, the same for the same numbers.

A story is some facts (concepts, names, numbers) under a topic; its reports tell some of them each, in one of several languages, in words of
their own, among the common words of the language and what the topic always says. Half of the stories have one report, one in a hundred has
more than fifty. One story in four resembles another: the sister event of a topic (its own names and numbers, many of the same words) or the
follow-up of the next days (the same names, other facts). One report in six of the larger stories copies another one of its language: as it
is, shortened, with words changed, or with sentences of its own. Each outlet puts its own sentence under all its reports.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from benchmarks.scale.pages import Sentence, set_out
from benchmarks.scale.words import (
    FRAMES,
    LANGUAGES,
    draw_concepts,
    draw_name,
    draw_words,
    in_context,
    invented,
    person,
    spelt,
    word_for,
)

from svod.languages.scripts import cyrillic_of, script_of
from svod.reading.tokens import tokenize
from svod.records import (
    Layout,
    MentionType,
    Published,
    Reading,
    Report,
    Section,
    Span,
    content_id,
)

REPORTS_A_DAY = 2000
"""A month of news from six countries; a larger collection covers more days, not more of each."""
FIRST_DAY = date(2031, 1, 1)
TOPICS = 400
OUTLETS = 300
SINGLES = 0.5
"""Share of the stories that one report tells."""
LARGEST = 150
COPIED = 0.17
"""Share of the reports of a story, after the first, that copy an earlier one of their language if there is one."""
RELATED = 0.25
"""Share of the stories that resemble the story before them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one sentence of every telling is about."""

    concepts: tuple[int, ...]
    person: str
    place: str
    body: str
    number: str
    day: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A story before it is told: `kin` is the story that it resembles, by `sister` (the same topic) or as its follow-up."""

    number: int
    size: int
    day: int
    topic: int
    languages: tuple[str, ...]
    kin: int | None = None
    sister: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """A report before it is laid out. `copied`: the report of the story that it copies."""

    language: str
    sentences: tuple[Sentence, ...]
    outlet: int
    copied: int | None


@dataclass(frozen=True, slots=True)
class Planted:
    """A report with what is true of it: its story, and the id of the report that it copies."""

    reading: Reading
    story: int
    original: str | None


def plan(size: int, seed: int = 0) -> list[Planned]:
    """Stories with `size` reports in all."""
    rng = random.Random(f"plan {seed}")
    days = max(1, size // REPORTS_A_DAY)
    found: list[Planned] = []
    total = 0
    while total < size:
        many = 1 if rng.random() < SINGLES else min(LARGEST, math.floor(1 + 1 / rng.random() ** 0.9))
        many = min(many, size - total)
        total += many
        topic = min(TOPICS - 1, int(rng.paretovariate(0.5)) - 1)
        day = rng.randrange(days)
        spread = min(len(LANGUAGES), 1 + (many > 1) * rng.choice((0, 0, 1, 2, 3)) + many // 20)
        languages = tuple(rng.sample(LANGUAGES, spread))
        kin, sister = None, False
        if found and found[-1].kin is None and rng.random() < RELATED:
            before = found[-1]
            kin, sister, topic = before.number, rng.random() < 0.5, before.topic
            day = before.day + rng.choice((0, 1, 1, 2, 5))
            languages = before.languages if rng.random() < 0.7 else languages
        found.append(Planned(len(found), many, day, topic, languages, kin, sister))
    return found


def reports(size: int, seed: int = 0, part: int = 0, parts: int = 1) -> Iterator[Planted]:
    """The reports of a collection in no order, or every `parts`-th story's from `part` on (for several processes)."""
    stories = plan(size, seed)
    mine = [(s.number, n) for s in stories[part::parts] for n in range(s.size)]
    random.Random(f"order {seed} {part}").shuffle(mine)
    for number, n in mine:
        story = stories[number]
        told = _telling(tuple(_facts(stories, number, seed)), story, n, seed)
        yield _planted(story, n, told, seed)


@lru_cache(maxsize=TOPICS)
def _topic(number: int) -> tuple[int, ...]:
    return tuple(draw_concepts(random.Random(f"topic {number}"), 40))


@lru_cache(maxsize=512)
def _own_facts(story: Planned, seed: int) -> tuple[Fact, ...]:
    rng = random.Random(f"facts {seed} {story.number}")
    people = [draw_name(rng, "PER") if rng.random() < 0.4 else person(rng) for _ in range(rng.randint(1, 4))]
    places = [draw_name(rng, "LOC") if rng.random() < 0.7 else invented(rng, 2) for _ in range(rng.randint(1, 2))]
    bodies = [draw_name(rng, "ORG") if rng.random() < 0.7 else invented(rng, 3) for _ in range(rng.randint(1, 2))]
    subject = draw_concepts(rng, 4)
    return tuple(
        Fact(
            (*rng.sample(subject, 2), *draw_concepts(rng, 4)),
            rng.choice(people),
            rng.choice(places),
            rng.choice(bodies),
            str(rng.choice((rng.randint(2, 99), rng.randint(100, 9999)))),
            story.day + rng.choice((0, 0, 0, -1, -1, -2, -7, 1, 3, 30)),
        )
        for _ in range(rng.randint(6, 14))
    )


def _facts(stories: Sequence[Planned], number: int, seed: int) -> Iterator[Fact]:
    """The facts of a story: half of a sister event's have the concepts of the other's, a follow-up's have its names."""
    story = stories[number]
    own = _own_facts(story, seed)
    if story.kin is None:
        yield from own
        return
    other = _own_facts(stories[story.kin], seed)
    rng = random.Random(f"kin {seed} {number}")
    for n, fact in enumerate(own):
        theirs = other[n % len(other)]
        if story.sister:
            concepts = theirs.concepts if rng.random() < 0.5 else fact.concepts
            yield replace(fact, concepts=concepts)
        elif n and rng.random() < 0.25:
            yield theirs
        else:
            yield replace(fact, person=theirs.person, place=theirs.place, body=theirs.body)


@lru_cache(maxsize=256)
def _telling(facts: tuple[Fact, ...], story: Planned, n: int, seed: int) -> Telling:
    """The `n`-th report of a story."""
    rng = random.Random(f"report {seed} {story.number} {n}")
    outlet = min(OUTLETS - 1, int(rng.paretovariate(0.4)) - 1)
    if n and rng.random() < COPIED:
        source = _telling(facts, story, rng.randrange(n), seed)
        if source.copied is None:
            return _copy(rng, source, story, outlet, _number_of(facts, source, story, n, seed))
    language = rng.choice(story.languages)
    length = min(400, max(80, round(rng.lognormvariate(5.15, 0.5))))
    told = [f for f in facts[1:] if rng.random() < 0.6]
    rng.shuffle(told)
    told = [facts[0], *told]
    sentences = [_sentence(rng, facts[0], story.topic, language, headline=True)]
    words = 0
    while words < length:
        fact = told.pop(0) if told else rng.choice((None, None, rng.choice(facts)))
        sentences.append(_sentence(rng, fact, story.topic, language))
        words += sentences[-1].text.count(" ") + 1
    return Telling(language, tuple(sentences), outlet, None)


def _number_of(facts: tuple[Fact, ...], source: Telling, story: Planned, n: int, seed: int) -> int:
    return next(m for m in range(n) if _telling(facts, story, m, seed) is source)


def _copy(rng: random.Random, source: Telling, story: Planned, outlet: int, original: int) -> Telling:
    """A reprint: whole, shortened, with words changed, or with two sentences of its own."""
    language, sentences = source.language, list(source.sentences)
    kind = rng.choice(("whole", "shortened", "edited", "longer"))
    if kind == "shortened":
        sentences = sentences[: max(4, round(len(sentences) * rng.uniform(0.5, 0.9)))]
    elif kind == "longer":
        sentences += [_sentence(rng, None, story.topic, language) for _ in range(2)]
    elif kind == "edited":
        sentences[0] = _sentence(rng, None, story.topic, language, headline=True)
        for place in rng.sample(range(len(sentences)), max(1, len(sentences) // 5)):
            words = sentences[place].text.split(" ")
            at = rng.randrange(len(words))
            if words[at].isalpha() and words[at].islower():
                words[at] = draw_words(rng, language, 1)[0]
                sentences[place] = replace(sentences[place], text=" ".join(words))
    return Telling(language, tuple(sentences), outlet, original)


def _sentence(rng: random.Random, fact: Fact | None, topic: int, language: str, headline: bool = False) -> Sentence:
    """A sentence. Without a fact it is about the topic, if about anything."""
    frames: list[str] = FRAMES[language]["frames"]
    frame = "{P} {W} {W} {L} {W}" if headline else rng.choice(frames)
    common = draw_words(rng, language, frame.count("{W}"))
    own = [word_for(rng, c, language) for c in rng.sample(fact.concepts, len(fact.concepts))] if fact else []
    names: list[tuple[str, MentionType]] = []
    dates: list[tuple[str, date]] = []
    words: list[str] = []
    for piece in frame.split(" "):
        slot = piece.find("{")
        if slot < 0:
            words.append(piece)
            continue
        kind = piece[slot + 1]
        if kind == "W":
            usual = common.pop()
            turn = rng.random()
            if turn < 0.55 and own:
                usual = own.pop()
            elif turn < 0.7:
                usual = word_for(rng, rng.choice(_topic(topic)), language)
            filled = usual
        elif kind == "Q":
            filled = fact.number if fact else str(rng.randint(2, 5000))
        elif kind == "D":
            day = FIRST_DAY + timedelta(days=fact.day if fact else rng.randint(-30, 60))
            filled = f"{day.day}. {FRAMES[language]['months'].split()[day.month - 1]}"
            dates.append((cyrillic_of(filled) if language == "sr" else filled, day))
        else:
            type_: MentionType = {"P": "PER", "L": "LOC", "O": "ORG"}[kind]  # type: ignore[assignment]
            known = {"P": fact.person, "L": fact.place, "O": fact.body}[kind] if fact else draw_name(rng, type_)
            filled = in_context(rng, known, language)
            names.append((filled, type_))
        words.append(piece[:slot] + filled + piece[slot + 3 :])
    text = " ".join(words)
    if language == "sr":
        text = cyrillic_of(text)
    return Sentence(text[:1].upper() + text[1:], tuple(names), tuple(dates))


# --- a report laid out --------------------------------------------------------------------------------------------------


def _planted(story: Planned, n: int, told: Telling, seed: int) -> Planted:
    """The report with its reading: sections, sentences, tokens and names as a reader would have found them."""
    language = told.language
    rng = random.Random(f"page {seed} {story.number} {n}")
    site = FRAMES[language]["site"].replace("{O}", spelt(invented(random.Random(f"outlet {told.outlet}"), 2), language))
    parts = [*told.sentences, Sentence(cyrillic_of(site) if language == "sr" else site)]
    text, sentences, mentions, times = set_out(parts)
    sections = (Section(sentences[0], "headline"), Section(Span(sentences[1].start, sentences[-1].end), "body"))
    day = FIRST_DAY + timedelta(days=story.day + rng.choice((0, 0, 0, 1)))
    published = Published(day, day, "metadata") if rng.random() < 0.9 else None
    identity = _identity(story, n, seed)
    script = script_of(text)
    report = Report(identity, f"{identity}.txt", text, language=language, script=script, published=published)
    layout = Layout(text, language, script, sections, sentences, tokenize(text, language))
    original = None if told.copied is None else _identity(story, told.copied, seed)
    return Planted(Reading(report, layout, mentions, times=times), story.number, original)


def _identity(story: Planned, n: int, seed: int) -> str:
    return content_id("scale", seed, story.number, n)
