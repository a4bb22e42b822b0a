"""Readers of the annotated corpora that the name models are trained on (`--data` holds them; nothing of them ships).

Every reader yields `Document`s in a fixed order: the text, our own tokens and sentences of it, and the names in it.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from svod.languages import LANGUAGES
from svod.languages.scripts import script_of, shelf
from svod.reading.tokens import tokenize
from svod.records import Layout, Section, Span, Token

UNER = {
    "hr": "UNER_Croatian-SET/hr_set", "sr": "UNER_Serbian-SET/sr_set", "sk": "UNER_Slovak-SNK/sk_snk", "en": "UNER_English-EWT/en_ewt",
}  # fmt: skip
TYPES = ("PER", "LOC", "ORG", "EVT", "PRO")

_END = frozenset(".!?…")
_CLOSING = frozenset("\"'»”“’)]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the gold: characters `start` to `end`, its type, and its lemma where the corpus has lemmas."""

    start: int
    end: int
    type: str
    lemma: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report of a corpus. `style` says whose guidelines its names follow; `topic` is what is held out together."""

    id: str
    language: str
    style: str
    topic: str
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[Name, ...]

    def labels(self) -> list[str]:
        """BIO labels of the tokens; where names are nested, those of the longest."""
        labels = ["O"] * len(self.tokens)
        by_start = {token.span.start: i for i, token in enumerate(self.tokens)}
        for name in sorted(self.names, key=lambda n: (n.start - n.end, n.start, n.type)):
            first = by_start.get(name.start)
            if first is None:
                continue
            last = first
            while last < len(self.tokens) and self.tokens[last].span.start < name.end:
                last += 1
            rest = self.text[name.end : self.tokens[last - 1].span.end]
            if rest in ("", "'s", "’s") and all(label == "O" for label in labels[first:last]):
                labels[first:last] = [f"B-{name.type}"] + [f"I-{name.type}"] * (last - first - 1)
        return labels


def split(text: str, tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Sentences as ranges of token numbers, by a rule that needs no language: at the end of a line, and at a final mark after a
    word of more than three letters before a capital."""
    sentences, first = [], 0
    for i in range(1, len(tokens)):
        before = tokens[i - 1]
        broken = "\n" in text[before.span.end : tokens[i].span.start]
        if not broken and tokens[i].text[0].isupper():
            j = i - 1
            while j > first and tokens[j].text in _CLOSING:
                j -= 1
            word = tokens[j - 1].text if j > first else ""
            broken = tokens[j].text[0] in _END and (tokens[j].text != "." or len(word) > 3 or not word.isalpha())
        if broken:
            sentences.append((first, i))
            first = i
    if first < len(tokens):
        sentences.append((first, len(tokens)))
    return tuple(sentences)


def document(id: str, language: str, style: str, topic: str, text: str, names: list[Name]) -> Document:
    """A document of a text and its names, in any order."""
    tokens = tokenize(text, language)
    return Document(id, language, style, topic, text, tokens, split(text, tokens), tuple(names))


def layout_of(doc: Document) -> Layout:
    """A document as the reading stages take it."""
    sentences = tuple(Span(doc.tokens[a].span.start, doc.tokens[b - 1].span.end) for a, b in doc.sentences)
    whole = (Section(Span(0, len(doc.text)), "body"),) if doc.text else ()
    return Layout(doc.text, doc.language, script_of(doc.text), whole, sentences, doc.tokens)


def slavicner(data: Path) -> Iterator[Document]:
    """SlavicNER's training topics: the offset `.tsv` beside the raw text."""
    folder = data / "slavicner" / "ner"
    for tsv in sorted(folder.glob("*/*/*.tsv")):
        topic, language = tsv.parts[-3:-1]
        raw = (
            data / "slavicner" / "raw" / topic / language / f"{tsv.name.removesuffix('.tsv').removesuffix('.txt')}.txt"
        )
        if not raw.exists():
            raw = raw.with_name(tsv.name.removesuffix(".tsv"))
        if not raw.exists():
            continue
        text = raw.read_text(encoding="utf-8")
        names = []
        for line in tsv.read_text(encoding="utf-8").splitlines():
            start, end, surface, lemma, kind, *_ = line.split("\t")
            if text[int(start) : int(end)] == surface and kind in TYPES:
                names.append(Name(int(start), int(end), kind, lemma))
        yield document(f"{topic}/{language}/{raw.name}", language, "slavicner", topic, text, names)


def uner(data: Path, part: str) -> Iterator[Document]:
    """Universal NER, `part` "train" or "dev": sentences of a document stand one a line."""
    for language, stem in UNER.items():
        path = data / "uner" / f"{stem}-ud-{part}.iob2"
        for n, block in enumerate(re.split(r"(?m)^# newdoc.*$", path.read_text(encoding="utf-8"))):
            text = ""
            names: list[Name] = []
            for sentence in block.strip().split("\n\n"):
                text, names = _add_sentence(sentence.splitlines(), text, names)
            if text:
                yield document(f"uner/{language}/{part}/{n}", language, "uner", f"uner-{part}", text, names)


def _add_sentence(lines: list[str], text: str, names: list[Name]) -> tuple[str, list[Name]]:
    sentence = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), "")
    place, kind, start, end = 0, "", 0, 0
    for line in [*lines, "0\t\tO"]:
        if line.startswith("#"):
            continue
        _, word, label, *_ = line.split("\t")
        prefix, _, type = label.partition("-")
        if (prefix != "I" or type != kind) and kind:
            names.append(Name(len(text) + start, len(text) + end, kind))
            kind = ""
        found = sentence.find(word, place)
        if found < 0 or not word:
            continue
        place = found + len(word)
        if prefix in "BI" and type in TYPES:
            if not kind:
                kind, start = type, found
            end = place
    return (text + sentence + "\n", names) if sentence else (text, names)


def parallel(data: Path, name: str) -> Iterator[dict[str, str]]:
    """Parallel sentences of `parallel/<name>.jsonl.gz`: language -> text."""
    with gzip.open(data / "parallel" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def setimes(data: Path) -> Iterator[dict[str, str]]:
    """Sentences of one news item in Croatian (`hr`) and Serbian (`sr`), with the item (`doc`) that they are from."""
    with (data / "setimes" / "setimes-hr-sr.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


PLACES = re.compile(
    r"\b(city|town|capital|country|river|state|region|province|island|village|municipality|county|mountain|sea|lake|"
    r"continent|republic|district|territory|peninsula|kingdom|canton|suburb|settlement|oblast|archipelago|area|port)\b"
)


def listed_names(data: Path) -> Iterator[tuple[str, str, str]]:
    """Names that tables list, in the base form: (name, language, kind).

    Kinds: c country, l other place, t town of a large table, g given name, s surname, o organisation, a word of a language's name
    (adjectives of countries in Slavic languages; lower case). From CLDR (countries, cities of time zones, languages, in 13 languages),
    Wiktionary's translation tables (bg, cs, pl, sh, de, with the English names) and svod's own tables (`languages/tables`).
    """
    from babel import Locale

    for language in LANGUAGES:
        for code, name in sorted(Locale(language).territories.items()):
            if code.isalpha() and len(code) == 2 and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"):
                yield name, language, "c"
        for zone in Locale(language).time_zones.values():
            if "city" in zone:
                yield zone["city"], language, "l"
        for code, name in sorted(Locale(language).languages.items()):
            for word in re.findall(r"[^\W\d_]+", name):
                if len(word) > 4 and len(code.split("_")[0]) == 2:
                    yield word, language, "a"
    tables = files("svod.languages") / "tables"
    for table, kind in (
        ("agencies", "o"),
        ("institutions", "o"),
        ("media", "o"),
        ("parties", "o"),
        ("states", "l"),
        ("towns", "l"),
    ):
        for row in csv.DictReader((tables / f"{table}.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"):
            if row.get("type", "ORG") == "ORG":
                for language in LANGUAGES:
                    for name in filter(None, (row.get(shelf(language)) or "").split("|")):
                        yield name, language, kind
    for row in csv.DictReader((tables / "cities.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"):
        for name in (row["en"], *row["keys"].split("|")):
            yield name.title(), "en", "t"
    for language, code in (("bg", "bg"), ("cs", "cs"), ("pl", "pl"), ("sr", "sh"), ("de", "de")):
        path = data / "lexicons" / "wiktionary" / f"en-{code}-enwiktionary.txt.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                entry = re.match(r"(.+?) \{prop\} \((.*?)\) :: (.*)", line)
                if not entry:
                    continue
                english, gloss, foreign = entry.groups()
                kinds = (("given name", "g"), ("surname", "s"))
                kind = next((k for word, k in kinds if word in gloss), "l" if PLACES.search(gloss) else "")
                if kind:
                    yield english, "en", kind
                    foreign = re.sub(r"\{.*?\}|/.*?/|\[.*?\]|\(.*?\)", " ", foreign).replace("\u0301", "")
                    for name in re.split(r"[,;]", foreign):
                        yield name.strip(), language, kind


def score(marked: Iterable[tuple[Document, set[tuple[int, int, str]]]]) -> None:
    """Print strict span and type F1 of names (first word, last word exclusive, type), by guideline, language and type."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for doc, found in marked:
        wanted = set(spans(doc.labels(), doc.sentences))
        for group in (doc.style, f"{doc.style} {doc.language}", *(f"{doc.style} {t}" for t in TYPES)):
            ours, own = (
                {x for x in names if x[2] == group[-3:] or group[-3:] not in TYPES} for names in (found, wanted)
            )
            for i, n in enumerate((len(own & ours), len(ours), len(own))):
                counts[group][i] += n
    for name, (right, predicted, total) in sorted(counts.items()):
        p, r = right / max(predicted, 1), right / max(total, 1)
        print(f"{name:14s} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}  of {total}")


def spans(labels: list[str], sentences: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Names of BIO labels as (first, last, type)."""
    for first, last in sentences:
        i = first
        while i < last:
            if labels[i] == "O":
                i += 1
                continue
            begin, type = i, labels[i][2:]
            i += 1
            while i < last and labels[i] == f"I-{type}":
                i += 1
            yield begin, i, type
