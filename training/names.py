"""Train the name network: several teachers on annotated reports, then one student on those and on plain text that the teachers mark.

    python training/names.py --data ../shared/data                                   # everything; writes src/svod/models/names.npz
    python training/names.py --data ../shared/data --without nord_stream --output held-out.npz --measure

    python training/names.py --data ../shared/data --gazetteer                       # after a change of languages/tables

It needs torch (`pip install torch`). Deterministic on one kind of machine: fixed seeds, one thread a network, reports in sorted order.

Method: the teachers (`--teachers`, different seeds) are averaged. They mark news in eight languages and an encyclopedia in thirteen
(`silver`); the student learns from gold and silver together, which is worth about as much as running all teachers (Hinton, Vinyals, Dean
2015). German has no annotated news here and writes every noun with a capital: it learns from names carried over from translations.
"""

from __future__ import annotations

import argparse
import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import accumulate, chain
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from numpy.typing import NDArray
from training.corpora import Document, Name, document, layout_of, listed_names, parallel, score, slavicner, spans, uner
from training.name_network import Text, save, texts, train

from svod.languages import LANGUAGES
from svod.languages.scripts import key
from svod.reading.name_features import bare, in_report, word
from svod.reading.name_lemmas import fits
from svod.reading.name_network import LABELS, Floats, Guideline, Network, decode, load
from svod.reading.names import recognise
from svod.reading.tokens import tokenize

MODELS = Path(__file__).resolve().parent.parent / "src" / "svod" / "models"

SILVER = {"cs": 2, "en": 6, "pl": 1, "ru": 2, "uk": 1}
"""Every how many groups of sentences of the WMT news are marked: about 250,000 words of a language."""


class Teachers:
    """Networks whose judgements are averaged; to be used like one."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self.networks = networks

    def emissions(self, *arguments: Any) -> dict[Guideline, Floats]:
        """The mean of what the networks say (`Network.emissions`)."""
        found = [network.emissions(*arguments) for network in self.networks]
        return {g: cast(Floats, np.mean([f[g] for f in found], axis=0, dtype=np.float32)) for g in LABELS}

    def chain(self, guideline: Guideline) -> tuple[Floats, Floats]:
        """The mean of the networks' transitions and starts (`Network.chain`)."""
        chains = [network.chain(guideline) for network in self.networks]
        return np.mean([c[0] for c in chains], axis=0), np.mean([c[1] for c in chains], axis=0)


def gazetteer(data: Path) -> dict[str, str]:
    """Stem -> kinds of the names that tables list (`corpora.listed_names`)."""
    table: dict[str, set[str]] = defaultdict(set)
    for name, language, kind in listed_names(data):
        words = re.findall(r"[^\W\d_]+", name)
        for part in words:
            form = key(part, language)
            if kind == "a":
                table[bare(re.sub("[iy]j$", "", form))].add(kind)
            elif kind == "o":
                # Of an organisation's name only a name of one word says what it is: `Bundestag`, `NATO`.
                if len(words) == 1 and part[0].isupper() and (len(form) >= 4 or (part.isupper() and len(form) > 1)):
                    table[bare(form)].add(kind)
            elif part[0].isupper() and len(form) >= 3 and (len(words) == 1 or len(form) >= 4):
                table[bare(form)].add(kind)
    return {stem: "".join(sorted(kinds)) for stem, kinds in sorted(table.items())}


def gold(data: Path, without: str | None) -> Iterator[Document]:
    """Annotated reports: SlavicNER less the topic held out, Universal NER's train parts (and dev, when nothing is held out)."""
    parts = ("train",) if without else ("train", "dev")
    yield from (d for d in slavicner(data) if d.topic != without)
    yield from chain.from_iterable(uner(data, part) for part in parts)


def plain(data: Path) -> Iterator[Document]:
    """Unmarked text, ten sentences a document: every language of FLORES, and the WMT news of `SILVER`."""
    for corpus, every in (("flores", dict.fromkeys(LANGUAGES, 1)), ("wmt", SILVER)):
        sentences: dict[str, dict[str, None]] = {language: {} for language in sorted(every)}
        for group in parallel(data, corpus):
            for language in sentences.keys() & group.keys():
                sentences[language][group[language].replace("\n", " ")] = None
        for language, found in sentences.items():
            own = list(found)
            for start in range(0, len(own), 10 * every[language]):
                yield document(
                    f"{corpus}/{language}/{start}", language, "", corpus, "\n".join(own[start : start + 10]), []
                )


def silver(documents: Iterable[Document], teachers: Teachers) -> Iterator[Text]:
    """Documents with the names that the teachers see in them, by both guidelines."""
    for doc in documents:
        words = [word(token.text, doc.language) for token in doc.tokens]
        seen = in_report(words, doc.sentences)
        emissions = teachers.emissions(words, seen, doc.sentences, doc.language)
        marked: dict[Guideline, NDArray[np.int64]] = {}
        for guideline, labels in LABELS.items():
            number = {label: i for i, label in enumerate(labels)}
            found = decode(emissions[guideline], doc.sentences, guideline, *teachers.chain(guideline))
            marked[guideline] = np.array([number[label] for label in found])
        lengths = np.array([last - first for first, last in doc.sentences])
        yield Text(doc.language, tuple(words), tuple(seen), lengths, marked)


def german(data: Path, teachers: Teachers, every: int = 3) -> Iterator[Document]:
    """German news with names carried over from its English and Czech translations, which the teachers mark.

    There is no German corpus to train on, and German writes every noun with a capital. A sentence is taken if each name of the
    translations is found in it: the same words, endings aside, or CLDR's German name of the country.
    """
    from babel import Locale

    countries = {
        key(name, language): key(Locale("de").territories.get(code, ""), "de")
        for language in ("en", "cs")
        for code, name in sorted(Locale(language).territories.items())
    }
    chosen = [group for group in parallel(data, "wmt") if "de" in group and ("en" in group or "cs" in group)][::every]
    for start in range(0, len(chosen), 8):
        groups = chosen[start : start + 8]
        marked = [_marked_lines([g.get(language, "") for g in groups], language, teachers) for language in ("en", "cs")]
        text, names = "", list[Name]()
        for line, *translations in zip((g["de"].replace("\n", " ") for g in groups), *marked, strict=True):
            tokens = [t for t in tokenize(line, "de") if t.text[0].isalnum()]
            forms = [key(t.text, "de") for t in tokens]
            found: dict[int, tuple[int, str]] = {}
            missing = False
            for lemma, type, language in chain(*translations):
                wanted = [key(w, language) for w in re.findall(r"[^\W_]+", lemma)]
                wanted = countries.get(" ".join(wanted), " ".join(wanted)).split()
                places = [
                    i
                    for i in range(len(forms) - len(wanted) + 1)
                    if tokens[i].text[0].isupper() and all(map(fits, forms[i : i + len(wanted)], wanted))
                ]
                missing |= not places
                for i in places:
                    found.setdefault(i, (i + len(wanted), type))
            if not missing:
                names += [
                    Name(len(text) + tokens[first].span.start, len(text) + tokens[last - 1].span.end, type)
                    for first, (last, type) in sorted(found.items())
                ]
                text += line + "\n"
        if text:
            yield document(f"wmt/de/{start}", "de", "slavicner", "wmt", text, names)


def _marked_lines(lines: Sequence[str], language: str, teachers: Teachers) -> list[list[tuple[str, str, str]]]:
    """The names of each line, as (base form, type, language)."""
    flat = [line.replace("\n", " ") for line in lines]
    starts = [0, *accumulate(len(line) + 1 for line in flat)]
    found: list[list[tuple[str, str, str]]] = [[] for _ in flat]
    for mention in recognise(layout_of(document("", language, "", "", "\n".join(flat), [])), teachers):
        found[bisect_right(starts, mention.span.start) - 1].append((mention.lemma, mention.type, language))
    return found


def measure(data: Path, network: Network, topic: str | None) -> None:
    """Print strict span and type F1 of the network alone on the topic held out, by language and type, and on Universal NER's dev part."""

    def found(doc: Document) -> set[tuple[int, int, str]]:
        guideline: Guideline = "uner" if doc.style == "uner" else "slavicner"
        words = [word(token.text, doc.language) for token in doc.tokens]
        emissions = network.emissions(words, in_report(words, doc.sentences), doc.sentences, doc.language)[guideline]
        return set(spans(decode(emissions, doc.sentences, guideline, *network.chain(guideline)), doc.sentences))

    score((doc, found(doc)) for doc in chain((d for d in slavicner(data) if d.topic == topic), uner(data, "dev")))


def write_gazetteer(data: Path) -> None:
    """Write the table of name stems, which is a part of what the network sees."""
    header = (
        "# Made by training/names.py from Wiktionary (CC BY-SA), CLDR and languages/tables: stem, then c country, l place, "
        "t town, g given name, "
        "s surname, o organisation, a adjective."
    )
    lines = [header, *(f"{stem}\t{kinds}" for stem, kinds in gazetteer(data).items())]
    (MODELS / "names.gazetteer.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _teacher(data: Path, without: str | None, seed: int, epochs: float) -> dict[str, NDArray[Any]]:
    return train(texts(gold(data, without)), seed, epochs).arrays()


def main() -> None:
    """Write the weights; measure them where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--output", type=Path, default=MODELS / "names.npz")
    parser.add_argument("--without", help="topic of SlavicNER to hold out")
    parser.add_argument("--teachers", type=int, default=3, help="how many networks mark the plain text")
    parser.add_argument(
        "--epochs",
        type=float,
        default=4,
        help="how often a teacher sees each report; the student, three quarters of it",
    )
    parser.add_argument("--jobs", type=int, default=2, help="teachers trained at a time")
    parser.add_argument("--gazetteer", action="store_true", help="first compute the table of name stems anew")
    parser.add_argument("--measure", action="store_true", help="measure on the topic held out and on Universal NER dev")
    args = parser.parse_args()
    if args.gazetteer:
        write_gazetteer(args.data)
    with ProcessPoolExecutor(args.jobs) as pool:
        runs = [
            pool.submit(_teacher, args.data, args.without, seed, args.epochs) for seed in range(1, args.teachers + 1)
        ]
        teachers = Teachers([Network(run.result()) for run in runs])
    annotated = texts(gold(args.data, args.without))
    marked = [*silver(plain(args.data), teachers), *texts(german(args.data, teachers))]
    print(
        f"{sum(len(t.words) for t in annotated)} words of gold, {sum(len(t.words) for t in marked)} of silver",
        flush=True,
    )
    weights = train([*annotated, *marked], 0, args.epochs * 0.75).arrays()
    with args.output.open("wb") as file:
        save(file, weights)
    print(f"{args.output}: {args.output.stat().st_size / 1e6:.1f} MB", flush=True)
    if args.measure:
        for n, teacher in enumerate(teachers.networks):
            print(f"teacher {n + 1}")
            measure(args.data, teacher, args.without)
        print("student")
        measure(args.data, load(args.output), args.without)


if __name__ == "__main__":
    main()
