"""The peer: a plain conditional random field, as `FINDINGS.md` of the shared folder describes it, in the set-up of the shipped network.

    python benchmarks/names/plain.py --data ../shared/data --without nord_stream

Trains on SlavicNER less the topic held out and on Universal NER's hr, sr and sk train parts (about three minutes), then prints strict span
and type F1 on the topic and on Universal NER's dev parts. Features: the word, its beginnings, ends and shape, how its stem is written
elsewhere in the report, kinds of the gazetteer, the same of the neighbours, language and guideline. L-BFGS, c1 .25, c2 .01,
48 iterations, features seen three times or more, all transitions.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pycrfsuite
from training.corpora import Document, score, slavicner, spans, uner

from svod.reading.name_features import Word, in_report, word


def _near(w: Word) -> list[str]:
    if w.shape[0] not in "Aa":
        return [f"w={w.key}"]
    return [
        f"w={w.key}",
        f"h={w.shape}",
        f"s={w.key[-2:]}",
        f"p={w.key[:4]}",
        *(f for f in w.features if f[:2] == "g="),
    ]


def features(doc: Document) -> Iterator[list[list[str]]]:
    """What the field sees of every word, sentence by sentence."""
    words = [word(token.text, doc.language) for token in doc.tokens]
    seen = in_report(words, doc.sentences)
    for first, last in doc.sentences:
        sequence = []
        for i in range(first, last):
            own = words[i]
            item = [doc.style, f"L={doc.language}", *(f for f in own.features if not f.startswith("k="))]
            item += (f for f in seen[i] if "dk=" not in f)
            item += [f"<{f}" for f in _near(words[i - 1])] if i > first else ["<^"]
            item += [f">{f}" for f in _near(words[i + 1])] if i + 1 < last else [">$"]
            item += [f"<<{f}" for f in _near(words[i - 2])[:2]] if i - 1 > first else ["<<^"]
            item += [f">>{f}" for f in _near(words[i + 2])[:2]] if i + 2 < last else [">>$"]
            if own.shape[0] == "A":
                before = words[i - 1].shape if i > first else "^"
                if i > first:
                    item.append(f"<w={words[i - 1].key}|h={own.shape}")
                if i + 1 < last:
                    item.append(f">h={words[i + 1].shape}|<h={before}")
            sequence.append(item)
        yield sequence


def train(documents: Sequence[Document], model: Path) -> None:
    """Write a field's weights; sentences that occur twice are taken once, and of those without a capital one in four."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params({
        "c1": 0.25, "c2": 0.01, "max_iterations": 48, "feature.minfreq": 3, "feature.possible_transitions": True,
    })  # fmt: skip
    known: set[str] = set()
    for doc in documents:
        labels = doc.labels()
        for (first, last), items in zip(doc.sentences, features(doc), strict=True):
            text = " ".join(token.text for token in doc.tokens[first:last])
            capital = any(token.text[0].isupper() for token in doc.tokens[first + 1 : last])
            if text not in known and (capital or any(x != "O" for x in labels[first:last]) or len(text) % 4 == 0):
                trainer.append(items, labels[first:last])
            known.add(text)
    trainer.train(str(model))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--without", required=True, help="topic of SlavicNER to hold out and to measure on")
    args = parser.parse_args()
    reports = [d for d in slavicner(args.data) if d.topic != args.without]
    reports += [d for d in uner(args.data, "train") if d.language != "en"]
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "plain.crfsuite"
        train(reports, model)
        tagger = pycrfsuite.Tagger()
        tagger.open(str(model))
        tests = chain((d for d in slavicner(args.data) if d.topic == args.without), uner(args.data, "dev"))
        score(
            (doc, set(spans([x for items in features(doc) for x in tagger.tag(items)], doc.sentences))) for doc in tests
        )


if __name__ == "__main__":
    main()
