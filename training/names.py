"""Train the name tagger: a CRF on romanised features, from SlavicNER and Universal NER.

    python training/names.py --data ../shared/data                       # everything; writes src/svod/models/names.crfsuite
    python training/names.py --data ../shared/data --without nord_stream --output held-out.crfsuite --measure

Method: linear-chain conditional random field, L-BFGS with L1 and L2 (Okazaki's CRFsuite). Deterministic: reports are read in
sorted order and crfsuite draws nothing at random here. Sentences that occur twice are taken once.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.corpora import TYPES, Document, Name, document, layout_of, listed_names, parallel, slavicner, uner

from svod.languages.scripts import key
from svod.reading.name_features import bare, features
from svod.reading.name_lemmas import fits
from svod.reading.names import recognise
from svod.reading.tokens import tokenize

MODELS = Path(__file__).resolve().parent.parent / "src" / "svod" / "models"


def gazetteer(data: Path) -> dict[str, str]:
    """Stem -> kinds of the names that tables list (`corpora.listed_names`)."""
    table: dict[str, set[str]] = defaultdict(set)
    for name, language, kind in listed_names(data):
        words = re.findall(r"[^\W\d_]+", name)
        for word in words:
            form = key(word, language)
            if kind == "a":
                table[bare(re.sub("[iy]j$", "", form))].add(kind)
            elif word[0].isupper() and len(form) >= 3 and (len(words) == 1 or len(form) >= 4):
                table[bare(form)].add(kind)
    return {stem: "".join(sorted(kinds)) for stem, kinds in sorted(table.items())}


def documents(data: Path, without: str | None, teacher: Path) -> Iterator[Document]:
    """All documents to train on: SlavicNER less the topic held out, Universal NER train (and dev, when nothing is held out), German."""
    parts = ("train",) if without else ("train", "dev")
    yield from (d for d in slavicner(data) if d.topic != without)
    yield from chain.from_iterable(uner(data, part) for part in parts)
    if teacher.exists():
        yield from german(data, teacher)


def german(data: Path, teacher: Path, every: int = 3) -> Iterator[Document]:
    """German news with names carried over from its English and Czech translations, which `teacher` marks.

    There is no German corpus to train on, and German writes every noun with a capital. A sentence is taken if each name of the
    translations is found in it: the same words, endings aside, or CLDR's German name of the country.
    """
    from babel import Locale

    countries = {
        key(name, language): key(Locale("de").territories.get(code, ""), "de")
        for language in ("en", "cs")
        for code, name in sorted(Locale(language).territories.items())
    }
    text, names = "", list[Name]()
    count = kept = 0
    for group in parallel(data, "wmt"):
        others = [language for language in ("en", "cs") if language in group]
        count += "de" in group
        if "de" not in group or not others or count % every:
            continue
        tokens = tokenize(group["de"], "de")
        forms = [key(t.text, "de") for t in tokens]
        found: dict[int, tuple[int, str]] = {}
        missing = False
        for language in others:
            other = document("", language, "slavicner", "", group[language], [])
            for mention in recognise(layout_of(other), teacher):
                wanted = [key(w, language) for w in re.findall(r"[^\W_]+", mention.lemma)]
                wanted = countries.get(" ".join(wanted), " ".join(wanted)).split()
                words = [i for i in range(len(forms)) if tokens[i].text[0].isalnum()]
                places = [
                    words[i : i + len(wanted)]
                    for i in range(len(words) - len(wanted) + 1)
                    if all(fits(forms[words[i + j]], w) for j, w in enumerate(wanted))
                    and tokens[words[i]].text[0].isupper()
                ]
                missing |= not places
                for place in places:
                    found.setdefault(place[0], (place[-1] + 1, mention.type))
        if missing:
            continue
        kept += 1
        names += [
            Name(len(text) + tokens[first].span.start, len(text) + tokens[last - 1].span.end, type)
            for first, (last, type) in sorted(found.items())
        ]
        text += group["de"] + "\n"
        if kept % 8 == 0:
            yield document(f"wmt/de/{kept}", "de", "slavicner", "wmt", text, names)
            text, names = "", []


def sequences(docs: Iterable[Document], every: int) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of the sentences worth learning from; `every` n-th report only."""
    seen: set[int] = set()
    for number, doc in enumerate(docs):
        if number % every:
            continue
        labels = doc.labels()
        for (first, last), items in zip(
            doc.sentences, features(doc.tokens, doc.sentences, doc.language, doc.style), strict=True
        ):
            words = " ".join(t.text for t in doc.tokens[first:last])
            mark = zlib.crc32(words.encode()) | len(words) << 32
            own = labels[first:last]
            nothing = not any(label != "O" for label in own)
            capitals = any(t.text[0].isupper() for t in doc.tokens[first + 1 : last])
            # Sentences without a name and without a capital teach little: one in four is enough.
            if mark in seen or (nothing and not capitals and mark % 4):
                continue
            seen.add(mark)
            yield items, own


def train(
    data: Path,
    output: Path,
    teacher: Path,
    without: str | None,
    every: int,
    c1: float,
    c2: float,
    steps: int,
    floor: int,
) -> None:
    """Train and write the model."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=True)
    trainer.select("lbfgs")
    trainer.set_params({
        "c1": c1, "c2": c2, "max_iterations": steps, "feature.minfreq": floor, "feature.possible_transitions": True,
    })  # fmt: skip
    count = 0
    for items, labels in sequences(documents(data, without, teacher), every):
        trainer.append(items, labels)
        count += len(labels)
    print(f"{count} tokens", flush=True)
    trainer.train(str(output))
    print(f"{output}: {output.stat().st_size / 1e6:.1f} MB", flush=True)


def measure(data: Path, model: Path, topic: str | None) -> None:
    """Strict span+type F1 of the tagger alone on the topic held out, by language, and on Universal NER's dev part."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for doc in chain((d for d in slavicner(data) if d.topic == topic), uner(data, "dev")):
        gold = set(spans(doc.labels(), doc.sentences))
        labels = [x for s in features(doc.tokens, doc.sentences, doc.language, doc.style) for x in tagger.tag(s)]
        found = set(spans(labels, doc.sentences))
        group = "uner" if doc.style == "uner" else "all"
        for name in (f"{group} {doc.language}", group):
            for i, n in enumerate((len(gold & found), len(found), len(gold))):
                counts[name][i] += n
        if group == "all":
            for type in TYPES:
                a, b = {x for x in gold if x[2] == type}, {x for x in found if x[2] == type}
                for i, n in enumerate((len(a & b), len(b), len(a))):
                    counts[f"type {type}"][i] += n
    for name, (right, predicted, wanted) in sorted(counts.items()):
        p, r = right / max(predicted, 1), right / max(wanted, 1)
        print(f"{name:10s} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}  of {wanted}")


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


def main() -> None:
    """Write the gazetteer and the weights; measure them where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--output", type=Path, default=MODELS / "names.crfsuite")
    parser.add_argument(
        "--teacher",
        type=Path,
        default=MODELS / "names.crfsuite",
        help="weights that mark the translations of German news",
    )
    parser.add_argument("--without", help="topic of SlavicNER to hold out")
    parser.add_argument("--measure", action="store_true", help="measure on the topic held out and on Universal NER dev")
    parser.add_argument("--every", type=int, default=1, help="every n-th report only, for a quick trial")
    parser.add_argument("--c1", type=float, default=0.4)
    parser.add_argument("--c2", type=float, default=0.01)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--minfreq", type=int, default=4)
    args = parser.parse_args()
    listed = gazetteer(args.data)
    header = (
        "# Made by training/names.py from Wiktionary (CC BY-SA) and CLDR: stem, then c country, l place, g given name, "
    )
    header += "s surname, a adjective."
    lines = [header, *(f"{stem}\t{kinds}" for stem, kinds in listed.items())]
    (MODELS / "names.gazetteer.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    train(args.data, args.output, args.teacher, args.without, args.every, args.c1, args.c2, args.steps, args.minfreq)
    if args.measure:
        measure(args.data, args.output, args.without)


if __name__ == "__main__":
    main()
