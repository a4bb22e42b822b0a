"""The name network in torch: batches, the layers that `svod.reading.name_network` applies with numpy, the CRF loss, and the training loop.

One thread and fixed seeds: the same data gives the same weights, bit for bit, on one kind of machine.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from training.corpora import Document

from svod.reading.name_features import Word, in_report, word
from svod.reading.name_network import LABELS, Guideline

DILATIONS = (1, 2, 1, 2)
EMBEDDING, WIDTH = 64, 128
SHARED = (1, 3)
"""After which layers the words of one stem tell each other what they have seen."""
_RARE = 3
"""A feature that fewer word forms have is left out: what is seen on a name or two teaches that name by heart."""


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences of one report as numbers. `labels` has an array for each guideline that the report is annotated by."""

    language: str
    words: tuple[Word, ...]
    seen: tuple[tuple[str, ...], ...]
    lengths: NDArray[np.int64]
    labels: dict[Guideline, NDArray[np.int64]]


def texts(documents: Iterable[Document]) -> list[Text]:
    """Documents as texts to learn from: a sentence that occurs twice is taken once, and of those without a capital one in four."""
    result, known = [], set[tuple[str, int, int]]()
    for document in documents:
        words = [word(token.text, document.language) for token in document.tokens]
        seen = in_report(words, document.sentences)
        guideline: Guideline = "uner" if document.style == "uner" else "slavicner"
        number = {label: i for i, label in enumerate(LABELS[guideline])}
        labels = [number.get(label, 0) for label in document.labels()]
        kept = []
        for first, last in document.sentences:
            form = " ".join(token.text for token in document.tokens[first:last]).encode("utf-8", "replace")
            mark = zlib.crc32(form)
            capitals = any(w.shape[0] == "A" for w in words[first + 1 : last]) or any(labels[first:last])
            if (document.language, mark, len(form)) in known or (not capitals and mark % 4):
                continue
            known.add((document.language, mark, len(form)))
            kept.append((first, last))
        if kept:
            places = [i for first, last in kept for i in range(first, last)]
            result.append(
                Text(
                    document.language,
                    tuple(words[i] for i in places),
                    tuple(seen[i] for i in places),
                    np.array([last - first for first, last in kept]),
                    {guideline: np.array([labels[i] for i in places])},
                )
            )
    return result


class Vocabulary:
    """Numbers of the features that are not rare, and each word form's features as numbers."""

    def __init__(self, training: Sequence[Text]) -> None:
        forms = dict.fromkeys(w for text in training for w in text.words)
        of_forms = Counter(feature for w in forms for feature in w.features)
        of_reports = Counter(feature for text in training for seen in text.seen for feature in seen)
        languages = sorted({f"L={text.language}" for text in training})
        self.names = sorted(f for f, n in of_forms.items() if n >= _RARE or f.startswith("h="))
        self.first_language = len(self.names)
        self.names += languages
        self.names += sorted(f for f, n in of_reports.items() if n >= 20)
        self.number = {name: i for i, name in enumerate(self.names)}
        self.long = torch.tensor([name[:2] in ("w=", "p5", "p6") for name in self.names])
        self.language = torch.tensor([name.startswith("L=") for name in self.names])
        self._kept: dict[tuple[str, ...], tuple[int, ...]] = {}

    def __call__(self, features: tuple[str, ...]) -> tuple[int, ...]:
        """Numbers of features, the rare ones left out."""
        numbers = self._kept.get(features)
        if numbers is None:
            numbers = tuple(self.number[f] for f in features if f in self.number)
            self._kept[features] = numbers
        return numbers


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts side by side: words in a row, sentences apart by as many empty places as the widest convolution reaches."""

    place: Tensor
    size: int
    form: Tensor
    features: tuple[Tensor, Tensor]
    seen: tuple[Tensor, Tensor]
    members: Tensor
    group: Tensor
    groups: int
    sentences: NDArray[np.int64]
    labels: dict[Guideline, tuple[NDArray[np.int64], NDArray[np.int64]]]
    """For each guideline the numbers of the sentences annotated by it, and the labels of all words."""


def _bags(bags: Sequence[tuple[int, ...]]) -> tuple[Tensor, Tensor]:
    sizes = np.array([0, *(len(bag) for bag in bags)])
    return torch.tensor([n for bag in bags for n in bag], dtype=torch.long), torch.from_numpy(np.cumsum(sizes)[:-1])


def batch(chosen: Sequence[Text], vocabulary: Vocabulary) -> Batch:
    """Texts as one batch."""
    words = [w for text in chosen for w in text.words]
    forms = {w: i for i, w in enumerate(dict.fromkeys(words))}
    lengths = np.concatenate([text.lengths for text in chosen])
    gap = max(DILATIONS)
    place = np.arange(len(words)) + np.repeat(np.arange(len(lengths)) * gap, lengths)
    groups: dict[tuple[int, str], int] = {}
    members, group = [], []
    labels: dict[Guideline, tuple[list[int], list[NDArray[np.int64]]]] = {g: ([], []) for g in LABELS}
    at = sentence = 0
    for number, text in enumerate(chosen):
        for i, w in enumerate(text.words):
            if w.shape[0] == "A":
                members.append(at + i)
                group.append(groups.setdefault((number, w.stem), len(groups)))
        for guideline, (rows, values) in labels.items():
            own = text.labels.get(guideline)
            if own is not None:
                rows += range(sentence, sentence + len(text.lengths))
            values.append(np.zeros(len(text.words), np.int64) if own is None else own)
        at, sentence = at + len(text.words), sentence + len(text.lengths)
    return Batch(
        torch.from_numpy(place),
        int(place[-1]) + 1 + gap,
        torch.tensor([forms[w] for w in words]),
        _bags([vocabulary(w.features) for w in forms]),
        _bags([(*vocabulary(s), *vocabulary((f"L={t.language}",))) for t in chosen for s in t.seen]),
        torch.tensor(members, dtype=torch.long),
        torch.tensor(group, dtype=torch.long),
        len(groups),
        lengths,
        {g: (np.array(rows, np.int64), np.concatenate(values)) for g, (rows, values) in labels.items()},
    )


class Network(nn.Module):
    """The layers of `svod.reading.name_network.Network`, with dropout.

    Of a word's features, those that know it by heart (the form, long beginnings) are dropped often: a new topic has new names.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.embedding = nn.EmbeddingBag(len(vocabulary.names), EMBEDDING, mode="sum")
        nn.init.normal_(self.embedding.weight, std=0.1)
        self.input, self.input_norm = nn.Linear(EMBEDDING, WIDTH), nn.LayerNorm(WIDTH)
        self.mix = nn.ModuleList(nn.Linear(3 * WIDTH, 2 * WIDTH) for _ in DILATIONS)
        self.norm = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in DILATIONS)
        self.share = nn.ModuleList(nn.Linear(2 * WIDTH, WIDTH) for _ in SHARED)
        self.heads = nn.ModuleDict({g: nn.Linear(WIDTH, len(labels)) for g, labels in LABELS.items()})
        self.transitions = nn.ParameterDict({g: torch.zeros(len(x), len(x)) for g, x in LABELS.items()})
        self.starts = nn.ParameterDict({g: torch.zeros(len(x)) for g, x in LABELS.items()})

    def _bag(self, features: tuple[Tensor, Tensor]) -> Tensor:
        numbers, starts = features
        weights = torch.ones(len(numbers))
        if self.training:
            by_heart, language = self.vocabulary.long[numbers], self.vocabulary.language[numbers]
            share = torch.where(by_heart, 0.3, torch.where(language, 0.5, 0.05))
            weights = (torch.rand(len(numbers)) >= share).float()
        return cast(Tensor, self.embedding(numbers, starts, per_sample_weights=weights))

    def forward(self, batch: Batch) -> Tensor:
        """What is known of each word in the end: (words, width)."""
        drop = 0.3 if self.training else 0.0
        x = self._bag(batch.features)[batch.form] + self._bag(batch.seen)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            read = self.input(functional.dropout(x, drop / 2))
        hidden = torch.zeros(batch.size, WIDTH).index_copy(0, batch.place, torch.relu(self.input_norm(read.float())))
        inside = torch.zeros(batch.size, 1)
        inside[batch.place] = 1
        for layer, dilation in enumerate(DILATIONS):
            normal = functional.dropout(self.norm[layer](hidden) * inside, drop)
            edge = torch.zeros(dilation, WIDTH)
            around = torch.cat([torch.cat([edge, normal[:-dilation]]), normal, torch.cat([normal[dilation:], edge])], 1)
            with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
                mixed = self.mix[layer](around)
            value, gate = mixed.float().chunk(2, 1)
            hidden = (hidden + value * torch.sigmoid(gate)) * inside
            if layer in SHARED and batch.groups:
                words = hidden[batch.place]
                own = words[batch.members]
                size = torch.zeros(batch.groups).index_add(0, batch.group, torch.ones(len(own)))
                mean = torch.zeros(batch.groups, WIDTH).index_add(0, batch.group, own) / size[:, None]
                rows = batch.group[:, None].expand(-1, WIDTH)
                most = torch.full((batch.groups, WIDTH), -1e4).scatter_reduce(0, rows, own, "amax")
                told = self.share[SHARED.index(layer)](functional.dropout(torch.cat([mean, most], 1), drop))
                words = words.index_add(0, batch.members, told[batch.group])
                hidden = torch.zeros(batch.size, WIDTH).index_copy(0, batch.place, words)
        return functional.dropout(hidden[batch.place], drop)

    def loss(self, batch: Batch) -> Tensor:
        """Negative log likelihood a word, over all guidelines that the batch is annotated by."""
        found = self(batch)
        total = torch.zeros(())
        for guideline, (rows, labels) in batch.labels.items():
            if len(rows):
                arguments = (self.transitions[guideline], self.starts[guideline], batch.sentences, rows, labels)
                total = total + _Likelihood.apply(self.heads[guideline](found), *arguments)
        return total / len(found)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The weights as `svod.reading.name_network.Network` takes them: four bits for the embedding, half floats for the rest."""
        table = self.embedding.weight.detach().numpy()
        scale = (np.abs(table).max(1) / 127 + 1e-12).astype(np.float32)
        # By way of eight bits: so the shipped weights, which were first stored so, come out bit for bit.
        fine = np.rint(table / scale[:, None]).astype(np.int8)
        result: dict[str, NDArray[Any]] = {
            "vocabulary": np.frombuffer("\n".join(self.vocabulary.names).encode("utf-8"), np.uint8),
            "embedding": pack(fine),
            "scale": scale.astype(np.float16),
            "dilations": np.array(DILATIONS, np.int8),
            "shared": np.array(SHARED, np.int8),
        }

        def add(name: str, layer: nn.Module) -> None:
            weight, bias = (p.detach().numpy() for p in (layer.weight, layer.bias))
            if isinstance(layer, nn.LayerNorm):
                result[f"{name}.norm"] = np.stack([weight, bias]).astype(np.float16)
            else:
                result[f"{name}.weight"], result[f"{name}.bias"] = weight.T.astype(np.float16), bias.astype(np.float16)

        add("in", self.input)
        add("in", self.input_norm)
        for layer, (mix, norm) in enumerate(zip(self.mix, self.norm, strict=True)):
            add(f"{layer}", mix)
            add(f"{layer}", norm)
        for layer, share in zip(SHARED, self.share, strict=True):
            add(f"share{layer}", share)
        for guideline in LABELS:
            add(guideline, self.heads[guideline])
            result[f"{guideline}.transitions"] = self.transitions[guideline].detach().numpy().astype(np.float16)
            result[f"{guideline}.start"] = self.starts[guideline].detach().numpy().astype(np.float16)
        return result


def pack(table: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Rows of eight-bit numbers as four-bit ones from 1 to 15, 8 for nothing: the first half of a row in the low halves of the bytes."""
    coarse = (np.rint(table.astype(np.float32) * (7 / 127)) + 8).astype(np.uint8)
    half = coarse.shape[1] // 2
    packed: NDArray[np.uint8] = coarse[:, :half] | coarse[:, half:] << 4
    return packed


def save(file: IO[bytes], weights: dict[str, NDArray[Any]]) -> None:
    """Write weights as `svod.reading.name_network.load` reads them; the same weights give the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in weights.items():
            content = io.BytesIO()
            np.save(content, array)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), content.getvalue(), zipfile.ZIP_DEFLATED
            )


class _Likelihood(torch.autograd.Function):
    """Negative log likelihood of a linear-chain CRF, by forward-backward in scaled probabilities (Rabiner 1989).

    In numpy, over all sentences at once: a graph of a hundred small steps would take three times as long as all layers together.
    """

    @staticmethod
    def forward(  # type: ignore[override]
        ctx: Any, emissions: Tensor, transitions: Tensor, start: Tensor,
        lengths: NDArray[np.int64], rows: NDArray[np.int64], labels: NDArray[np.int64],
    ) -> Tensor:  # fmt: skip
        firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])[rows]
        order = np.argsort(-lengths[rows], kind="stable")
        firsts, own = firsts[order], lengths[rows][order]
        longest = int(own[0])
        inside = np.arange(longest)[None] < own[:, None]
        index = firsts[:, None] + np.minimum(np.arange(longest)[None], own[:, None] - 1)
        going = inside.sum(0)
        scores, gold = emissions.detach().numpy().astype(np.float64)[index], labels[index]
        steps = np.exp(transitions.detach().numpy().astype(np.float64))
        begin = start.detach().numpy().astype(np.float64)
        most = scores.max(2, keepdims=True)
        fit = np.exp(scores - most)
        count, _, kinds = scores.shape
        forward, unit = np.zeros((longest, count, kinds)), np.ones((longest, count))
        first = np.exp(begin) * fit[:, 0]
        unit[0] = first.sum(1)
        forward[0] = first / unit[0][:, None]
        for t in range(1, longest):
            n = going[t]
            reached = (forward[t - 1, :n] @ steps) * fit[:n, t]
            unit[t, :n] = reached.sum(1)
            forward[t, :n] = reached / unit[t, :n, None]
        total = (np.log(unit) * inside.T).sum() + most[:, :, 0][inside].sum()
        backward, pairs = np.ones((longest, count, kinds)), np.zeros((kinds, kinds))
        for t in range(longest - 2, -1, -1):
            n = going[t + 1]
            ahead = backward[t + 1, :n] * fit[:n, t + 1] / unit[t + 1, :n, None]
            backward[t, :n] = ahead @ steps.T
            pairs += forward[t, :n].T @ ahead
        pairs *= steps
        posterior = (forward * backward).transpose(1, 0, 2)
        row, step = np.nonzero(inside)
        before, after = gold[:, :-1][inside[:, 1:]], gold[:, 1:][inside[:, 1:]]
        right = scores[row, step, gold[row, step]].sum() + np.log(steps)[before, after].sum() + begin[gold[:, 0]].sum()
        posterior[row, step, gold[row, step]] -= 1
        np.add.at(pairs, (before, after), -1)
        gradient = np.zeros(emissions.shape, np.float32)
        gradient[index[inside]] = posterior[inside]
        ctx.gradients = [torch.from_numpy(g.astype(np.float32)) for g in (gradient, pairs, posterior[:, 0].sum(0))]
        return torch.tensor(float(total - right))

    @staticmethod
    def backward(ctx: Any, weight: Tensor) -> tuple[Tensor | None, ...]:  # type: ignore[override]
        return (*(g * weight for g in ctx.gradients), None, None, None)


def train(training: Sequence[Text], seed: int, epochs: float, size: int = 2000, rate: float = 1.5e-3) -> Network:
    """A network trained on texts, reports in random order.

    Args:
        training: what to learn from.
        seed: of the first weights, the order and the dropout.
        epochs: how often each report is seen; need not be whole.
        size: words a batch, about.
        rate: the highest learning rate of AdamW; it rises over 200 batches and falls to nothing.
    """
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    network = Network(Vocabulary(training))
    rest = [p for name, p in network.named_parameters() if name != "embedding.weight"]
    groups = [{"params": [network.embedding.weight], "weight_decay": 0.0}, {"params": rest, "weight_decay": 0.01}]
    optimizer = torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=True)
    steps = int(epochs * sum(len(text.words) for text in training) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 200) * max(0.02, 1 - step / steps)
    )
    network.train()
    step, lately = 0, 0.0
    while step < steps:
        chosen: list[Text] = []
        for number in random.permutation(len(training)):
            chosen.append(training[number])
            if sum(len(text.words) for text in chosen) < size or step >= steps:
                continue
            loss = network.loss(batch(chosen, network.vocabulary))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            chosen, step, lately = [], step + 1, lately + loss.item()
            if step % 100 == 0:
                print(f"seed {seed}: {step} of {steps} batches, loss {lately / 100:.4f}", flush=True)
                lately = 0.0
    network.eval()
    return network
