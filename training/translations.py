"""English translations of words that the Interslavic dictionary lacks: from wordnets, Wiktionary and parallel sentences."""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.corpora import parallel

from svod.languages.lemmas import lemma
from svod.languages.scripts import shelf
from svod.reading.tokens import tokenize

OMW = {
    "data-bul": "bg", "data-hrv": "hr", "data-pol": "pl", "data-slk": "sk", "data-slv": "sl", "wikt-ces": "cs", "wikt-deu": "de",
    "wikt-hbs": "hr", "wikt-mkd": "mk", "wikt-rus": "ru", "wikt-slv": "sl", "wikt-ukr": "uk",
}  # fmt: skip
WIKTIONARY = {"bg": "bg", "cs": "cs", "de": "de", "pl": "pl", "sh": "hr"}
Translations = dict[tuple[str, str], set[str]]
"""(shelf, lemma) -> English lemmas."""


def read_wordnets(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(language, word, English word) of every synset that has both."""
    english: dict[str, set[str]] = defaultdict(set)
    for synset, word in _wordnet(folder / "wn-wikt-eng.tab.gz"):
        english[synset].add(word)
    for name, language in OMW.items():
        for synset, word in _wordnet(folder / f"wn-{name}.tab.gz"):
            yield from ((language, word, e) for e in english.get(synset, ()))


def _wordnet(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 3 and fields[1].endswith("lemma") and not {" ", "_"} & set(fields[2]):
                yield fields[0], fields[2]


def read_wiktionary(folder: Path) -> Iterator[tuple[str, str, str]]:
    """(language, word, English word) of every pair of single words in the translation tables, names left out."""
    for code, language in WIKTIONARY.items():
        with gzip.open(folder / f"en-{code}-enwiktionary.txt.gz", "rt", encoding="utf-8") as file:
            for line in file:
                if " :: " not in line or line.startswith("#") or "{prop}" in line:
                    continue
                left, right = line.rstrip("\n").split(" :: ", 1)
                english = re.sub(r"^to |\s*[{(].*", "", left).strip()
                right = re.sub(r"\{.*?\}|\(.*?\)|\[.*?\]|/.*?/", "", right)
                if english and " " not in english:
                    words = (w.strip() for w in re.split(r"[,;]", right))
                    yield from ((language, w, english) for w in words if w and " " not in w)


def translated(data: Path, least: int = 4) -> Translations:
    """For each lemma of the parallel sentences its best English partner by Dice's coefficient, where that is 0.25 or more."""
    holding: Counter[tuple[str, str]] = Counter()
    together: Counter[tuple[str, str, str]] = Counter()
    for name in ("flores", "tatoeba", "wmt"):
        for group in parallel(data, name):
            by_shelf: dict[str, set[str]] = defaultdict(set)
            for language, text in group.items():
                by_shelf[shelf(language)] |= {lemma(t.norm, language) for t in tokenize(text, language) if t.is_word}
            english = {w for w in by_shelf.pop("en", set()) if len(w) > 2}
            if not english:
                continue
            holding.update(("en", e) for e in english)
            for place, words in by_shelf.items():
                holding.update((place, w) for w in words)
                if len(words) < 40:
                    together.update((place, w, e) for w in words for e in english if len(w) > 3)
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for (place, w, e), n in together.items():
        if n >= least:
            dice = 2 * n / (holding[place, w] + holding["en", e])
            if dice >= 0.25:
                best[place, w] = max(best.get((place, w), (0.0, "")), (dice, e))
    return {key_: {e} for key_, (_, e) in best.items()}
