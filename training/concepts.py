"""Make `src/svod/models/concepts.zip`: which words of the languages mean the same, and how much a word or name says.

    python training/concepts.py --data ../shared/data --out src/svod/models/concepts.zip

Concepts are the synsets of the Interslavic dictionary, those of one meaning merged (aspect pairs, doubled entries), and each belongs to
families: concepts that English or most Slavic languages name by one root (support, to support). What a word says is its information
in bits: minus log2 of the share of sentences (words) or reports (names) that hold it, counted in parallel and news texts.
"""

from __future__ import annotations

import argparse
import gzip
import io
import math
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.corpora import parallel
from training.translations import read_wiktionary, read_wordnets, translated

from svod.languages.concepts import name_key
from svod.languages.lemmas import lemma
from svod.languages.scripts import key, shelf
from svod.reading.tokens import tokenize

LANGUAGES = ("hr", "sr", "sl", "pl", "cs", "sk", "ru", "uk", "bg", "mk", "en", "de")
REFLEXIVES = frozenset("se si się sie sa сe се си ся sich to".split())
COMMON_WORDS = 12_000
"""Words a language whose information is kept; a rarer word counts as one not seen."""


# --- concepts ---------------------------------------------------------------------------------------------------------


def read_synsets(path: Path) -> tuple[dict[str, dict[str, set[str]]], dict[str, str]]:
    """Synset -> language -> words (single ones, without reflexive particles), and synset -> n, v, a or x."""
    synsets: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    kinds: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            synset, pos, language, word, _ = line.rstrip("\n").split("\t")
            if language not in LANGUAGES:
                continue
            words = [w for w in word.replace(" ' ", "'").split() if w.casefold() not in REFLEXIVES]
            if len(words) == 1:
                synsets[synset][language].add(words[0].casefold())
            kinds[synset] = coarse(pos)
    return synsets, kinds


def coarse(pos: str) -> str:
    """Noun, verb, modifier or other (n, v, a, x) of a part of speech as the dictionary has it."""
    if pos.startswith("v"):
        return "v"
    if pos.startswith(("adj", "adv", "num")):
        return "a"
    return "n" if pos[:1] in "fmn" and not pos.startswith("num") else "x"


class Groups:
    """Union-find over strings; the smallest member stands for a group."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, item: str) -> str:
        """The member that stands for the group of `item`."""
        while (above := self.parent.get(item, item)) != item:
            item = above
        return item

    def union(self, a: str, b: str) -> None:
        """Makes the groups of the two one."""
        a, b = sorted((self.find(a), self.find(b)), key=lambda s: (int(s), s))
        self.parent[b] = a


def merge(synsets: dict[str, dict[str, set[str]]], kinds: dict[str, str]) -> Groups:
    """Synsets of one meaning: same kind, a common English word, and for nouns and adjectives common words in two more languages."""
    groups = Groups()
    by_english: dict[tuple[str, str], list[str]] = defaultdict(list)
    for synset, words in synsets.items():
        for english in words.get("en", ()):
            by_english[kinds[synset], english].append(synset)
    for (kind, _), members in by_english.items():
        for a, b in combinations(members, 2):
            common = sum(bool(synsets[a][x] & synsets[b][x]) for x in LANGUAGES if x != "en")
            aspects = kind == "v" and synsets[a]["en"] == synsets[b]["en"]
            if aspects or common >= 2:
                groups.union(a, b)
    return groups


SUFFIXES = re.compile(
    r"(isation|ization|ations?|itions?|[st]ions?|ments?|ances?|ences?|nesses|ness|ings?|ities|ity|isms?|ists?|ically|ally|ical"
    r"|ives?|ables?|ibles?|ers?|ors?|ents?|ants?|als?|ous|ful|less|ise|ize|ies|ly|ed|ic|es|e|y|s)$"
)


def stem(english: str) -> str:
    """A rough root of an English word (`meeting`, `meet` -> `meet`): suffixes off while four letters stay."""
    while len(english) > 4 and (shorter := SUFFIXES.sub("", english)) != english and len(shorter) >= 4:
        english = shorter
    return english


def families(concepts: dict[str, dict[str, set[str]]]) -> dict[str, set[str]]:
    """Concept -> families: English roots, and groups of concepts whose words begin alike in most Slavic languages."""
    result: dict[str, set[str]] = defaultdict(set)
    by_prefix: dict[tuple[str, str], set[str]] = defaultdict(set)
    keys: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for concept, words in concepts.items():
        for english in words.get("en", ()):
            if len(english) > 2:
                result[concept].add("en:" + stem(english))
        for language, forms in words.items():
            if language not in ("en", "de"):
                keys[concept][language] = {key(w, language) for w in forms}
                for form in keys[concept][language]:
                    by_prefix[language, form[:5]].add(concept)
    alike: Counter[tuple[str, str]] = Counter()
    for members in by_prefix.values():
        if len(members) <= 60:
            alike.update(combinations(sorted(members), 2))
    for (a, b), n in alike.items():
        both = sum(1 for x in keys[a] if x in keys[b])
        if n >= 5 and n >= 0.6 * both:
            name = f"sl:{a}"
            result[a].add(name)
            result[b].add(name)
    return result


# --- information ------------------------------------------------------------------------------------------------------


def sentences(data: Path) -> Iterator[tuple[str, str]]:
    """(language, text) of every parallel sentence and news line."""
    for name in ("flores", "tatoeba", "wmt"):
        for group in parallel(data, name):
            yield from group.items()
    for language, text in reports(data):
        for line in text.split("\n"):
            if line.strip():
                yield language, line


def reports(data: Path) -> Iterator[tuple[str, str]]:
    """(language, text) of every report of SlavicNER."""
    for path in sorted((data / "slavicner" / "raw").glob("*/*/*.txt")):
        yield path.parent.name, path.read_text(encoding="utf-8")


def count_words(data: Path) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Sentences per lemma and per language."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for language, text in sentences(data):
        place = shelf(language)
        totals[place] += 1
        counts[place].update({lemma(t.norm, language) for t in tokenize(text, language) if t.is_word})
    return counts, totals


def count_names(data: Path) -> tuple[Counter[str], int]:
    """How many of 30-sentence stretches of news hold each capitalised word (by its name key)."""
    counts: Counter[str] = Counter()
    total = 0

    def add(language: str, text: str) -> None:
        nonlocal total
        total += 1
        tokens = tokenize(text, language)
        capital = (t for before, t in pairwise(tokens) if t.text[0].isupper() and before.is_word)
        counts.update({k for t in capital if len(k := name_key(t.text, language)) > 1})

    stretches: dict[str, list[str]] = defaultdict(list)
    for group in parallel(data, "wmt"):
        for language, text in group.items():
            if language in ("cs", "ru", "pl", "uk", "hr", "en"):
                stretches[language].append(text)
    for language, texts in sorted(stretches.items()):
        for first in range(0, len(texts), 30):
            add(language, " . ".join(texts[first : first + 30]))
    for language, text in reports(data):
        add(language, text)
    return counts, total


def bits(count: float, total: float) -> int:
    """Information in tenths of a bit of something that `count` of `total` units hold."""
    return round(-10 * math.log2((count + 0.5) / (total + 1)))


# --- the file ---------------------------------------------------------------------------------------------------------


def write(path: Path, members: dict[str, Iterable[str]]) -> None:
    """A zip with the same bytes for the same content."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, lines in sorted(members.items()):
            buffer = io.StringIO()
            buffer.writelines(line + "\n" for line in lines)
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, sorted(numbers)))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("src/svod/models/concepts.zip"))
    options = parser.parse_args()

    synsets, kinds = read_synsets(options.data / "lexicons" / "interslavic.tsv.gz")
    groups = merge(synsets, kinds)
    concepts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for synset, words in synsets.items():
        for language, forms in words.items():
            concepts[groups.find(synset)][language] |= forms
    print(f"{len(synsets)} synsets, {len(concepts)} concepts")
    kin = families(concepts)
    members_of = Counter(f for fs in kin.values() for f in fs)
    used = sorted(f for f, n in members_of.items() if (1 if f.startswith("en:") else 2) <= n <= 40)
    family_number = {f: n for n, f in enumerate(used)}
    print(f"{len(used)} families; largest: {members_of.most_common(12)}")
    numbers = {c: n for n, c in enumerate(sorted(concepts, key=lambda c: (int(c), c)))}

    table: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for concept, by_language in concepts.items():
        for language, forms in by_language.items():
            for form in forms:
                table[shelf(language)][lemma(form, language)].add(numbers[concept])
    counts, totals = count_words(options.data)
    extra: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    found = translated(options.data)
    folder = options.data / "lexicons"
    for language, form, english in (*read_wordnets(folder / "omw"), *read_wiktionary(folder / "wiktionary")):
        found.setdefault((shelf(language), lemma(form, language)), set()).add(english.casefold())
    for (place, form), partners in found.items():
        if not table[place].get(form):
            numbers_of = {family_number[f] for e in partners if (f := "en:" + stem(e)) in family_number}
            if 0 < len(numbers_of) <= 12:
                extra[place][form] = numbers_of
    print("words by way of English: " + ", ".join(f"{k} {len(v)}" for k, v in sorted(extra.items())))
    members: dict[str, Iterable[str]] = {}
    for language, ids in table.items():
        frequent = [w for w, _ in sorted(counts[language].items(), key=lambda x: (-x[1], x[0]))[:COMMON_WORDS]]
        known = {w: bits(counts[language][w], totals[language]) for w in frequent if counts[language][w] > 1}
        kin_of = extra[language]
        members[f"{language}.tsv"] = [
            "\t".join((w, _numbers(ids.get(w, set())), str(known.get(w, "")), _numbers(kin_of.get(w, set())))).rstrip(
                "\t"
            )
            for w in sorted({*ids, *known, *kin_of})
        ]
    members["concepts.tsv"] = [
        f"{' '.join(sorted(concepts[c]['en'])[:1])}\t{' '.join(str(family_number[f]) for f in sorted(kin[c]) if f in family_number)}"
        for c in sorted(numbers, key=numbers.__getitem__)
    ]
    names, total = count_names(options.data)
    members["names.tsv"] = [f"{k}\t{bits(n, total)}" for k, n in sorted(names.items()) if n >= 6]
    write(options.out, members)
    print(f"{options.out}: {options.out.stat().st_size:,} bytes; sentences {dict(totals)}")


if __name__ == "__main__":
    main()
