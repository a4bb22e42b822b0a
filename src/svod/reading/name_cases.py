"""Base forms of names by the declensions of a language's data, where there are no lemmas to learn from.

All words of a name that decline are read together: they stand in one case and agree in gender and number (`Ivanom Vuković` is a woman,
`Ivanom Vukovićem` a man), the word before may govern the case, and the reading whose base forms are best known wins. What stands after
the head of a name stays as it is (`Ministarstvu vanjskih poslova`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from svod.languages.lemmas import entry
from svod.languages.scripts import HBS, cyrillic_of
from svod.reading.name_endings import QUOTES
from svod.reading.name_features import announces
from svod.reading.name_paradigms import CASES, Analysis, Grammar, latin, word_readings, worth, written_like

_CASE_PRIOR = {"nom": 1.0, "gen": 0.3, "dat": -0.4, "acc": 0.0, "loc": -0.6, "ins": -0.2}
_AFTER_NOUN = {"nom": 0.2, "gen": 1.0, "dat": -0.4, "acc": -0.3, "loc": -0.8, "ins": -0.2}
_GOVERNED_PRIOR = {"nom": 0.0, "gen": 0.3, "dat": 0.1, "acc": 0.0, "loc": 0.3, "ins": 0.1}
_GOVERNED, _UNGOVERNED, _ATTESTED, _AGREES, _FOREIGN = 2.0, -5.0, 4.0, 1.5, -1.5
_MARKS = frozenset("-‑–'’.")

_Scored = tuple[float, tuple[str, ...]]


def ending_reader(language: str, cyrillic: bool) -> Callable[[str], str]:
    """What turns an ending of the data into one of the report: `-` is none; hr, sr and bs endings in Cyrillic where it is."""
    written = cyrillic_of if cyrillic and language in HBS else str
    return lambda ending: "" if ending == "-" else written(ending)


class _Name:
    """One name being read: its words in Latin lower case, and what its surroundings say of the case."""

    def __init__(
        self, rules: Grammar, words: Sequence[str], type: str, before: str, attested: Mapping[str, int]
    ) -> None:
        self.rules, self.language, self.type = rules, rules.language, type
        self.words, self.attested = tuple(words), attested
        self.lower = tuple(latin(w, self.language).lower() for w in words)
        self.prior, self.genders = self._surroundings(latin(before, self.language) if before[:1].isalpha() else "")

    def _surroundings(self, before: str) -> tuple[dict[str, float], frozenset[str]]:
        """How likely each case is after the word before; the genders that a title before it leaves."""
        cases = self.rules.governed.get(before)
        genders = frozenset("mf")
        kind = announces(before, self.language) if before else ""
        if not cases and before.isalpha():
            lemma = entry(before, self.language)
            nouns = [r for r in word_readings(before, "", self.language, True) if r.part == "noun"]
            if kind == "PER" and self.type == "PER":
                titles = [r for r in nouns if r.base == lemma] or [r for r in nouns if r.case != "nom"]
                cases = frozenset(r.case for r in titles)
                genders = frozenset(r.gender for r in titles) & genders or genders
            elif nouns and not kind and lemma and not lemma.endswith(self.rules.verbs or ("\0",)):
                return _AFTER_NOUN, genders
        if not cases:
            return _CASE_PRIOR, genders
        return {c: p + (_GOVERNED if c in cases else _UNGOVERNED) for c, p in _GOVERNED_PRIOR.items()}, genders

    def known(self, i: int, base: str) -> float:
        """What the report says for a base form of word `i`."""
        if base == self.lower[i]:
            return 0.0
        return _ATTESTED if base in self.attested else 0.0

    def readings(self, i: int, first: bool = True) -> list[Analysis]:
        """Every reading of word `i`, the evidence of the report included; as it stands it may always be a base form."""
        word, written = self.lower[i], self.words[i]
        if (
            written.isupper()
            and 1 < len(written) < 6
            and not entry(word, self.language)
            and word not in self.rules.known
        ):
            return [Analysis(word, case, "", "", "noun", 0.0) for case in CASES]  # an acronym
        found = list(word_readings(word, self.type, self.language, first))
        if not any(r.case == "nom" for r in found):
            poor = -2.5 if word.endswith(self.rules.oblique or ("\0",)) else -0.5
            found.append(Analysis(word, "nom", "", "", "noun", poor))
        return [Analysis(r.base, r.case, r.gender, r.number, r.part, r.score + self.known(i, r.base)) for r in found]

    def person(self) -> tuple[str, ...]:
        """The base forms of the words of a person's name."""
        places = [i for i, w in enumerate(self.words) if w[0].isupper() and len(w) > 1]
        if not places:
            return self.lower
        readings = {i: self.readings(i, i == places[0] and len(places) > 1) for i in places}
        best: _Scored = (float("-inf"), self.lower)
        for case in CASES:
            for gender in sorted(self.genders, reverse=True):  # a man where nothing tells
                score, bases = self.prior[case], list(self.lower)
                for i in places:
                    fitting = [
                        r for r in readings[i] if r.case == case and r.gender in ("", gender) and r.number != "p"
                    ]
                    fitting += self._undeclined(i, i == places[-1], case, gender)
                    chosen = max(fitting, key=lambda r: (r.score, r.base == self.lower[i]), default=None)
                    if chosen is None:
                        break
                    score += chosen.score
                    bases[i] = chosen.base
                else:
                    if score > best[0]:
                        best = (score, tuple(bases))
        return best[1]

    def _undeclined(self, i: int, last: bool, case: str, gender: str) -> list[Analysis]:
        """A word that has no endings: a woman's surname that ends in no -a, the first parts of `Kim Jong Una`."""
        word = self.lower[i]
        if case == "nom" or not self.rules.indeclinable:
            return []
        if word in self.rules.undeclined and not last:
            return [Analysis(word, case, gender, "s", "noun", 0.0)]
        woman, man = (2.5 if word[-1] == "a" else 0.1 if i else 1.5), (6.0 if last or word[-1] == "a" else 1.5)
        cost = woman if gender == "f" else man
        if word.endswith(self.rules.oblique or ("\0",)):
            cost += 2.0
        return [Analysis(word, case, gender, "s", "noun", worth(word, "PER", self.language) - cost)]

    def thing(self) -> tuple[str, ...]:
        """The base forms of the words of any other name."""
        by_case = self._group(0, len(self.words))
        for i, word in enumerate(self.lower):
            if word in self.rules.linked and 0 < i < len(self.words) - 1 and self.words[i + 1][0].isupper():
                left, right = self._group(0, i), self._group(i + 1, len(self.words))
                for case in sorted(left.keys() & right.keys() - {"gen", "nom"} | ({"gen"} if i == 1 else set())):
                    if case in left and case in right:
                        score = left[case][0] + right[case][0]
                        if score > by_case.get(case, (float("-inf"),))[0]:
                            by_case[case] = (score, (*left[case][1][:i], word, *right[case][1][i + 1 :]))
        if not by_case:
            return self.lower
        best = max(by_case, key=lambda c: (by_case[c][0] + self.prior[c], -CASES.index(c)))
        return by_case[best][1]

    def _group(self, start: int, end: int) -> dict[str, _Scored]:
        """Case -> the best reading of the words from `start`: adjectives and a noun that agree, or a foreign name's last word."""
        found: dict[str, _Scored] = {}

        def offer(case: str, score: float, bases: Mapping[int, str]) -> None:
            if score > found.get(case, (float("-inf"),))[0]:
                found[case] = (score, tuple(bases.get(i, w) for i, w in enumerate(self.lower)))

        last = end - 1
        tail = self.readings(last) if last > start and (self.words[last][0].isupper() or last == start + 1) else []
        declined = tail and not any(r.case in ("nom", "gen") and r.score > -2 for r in tail)  # Angelesu: no genitive
        adjectives: list[list[Analysis] | None] = []  # None: the first part of a compound, which stays as it is
        for head in range(start, end):
            if self.words[head] in _MARKS and adjectives:
                adjectives[-1:] = [None, None]
                continue
            if not self.words[head][0].isalpha():
                break
            readings = self.readings(head)
            for noun in readings:
                if noun.part != "noun" and adjectives and head + 1 < end:
                    continue
                score, bases = noun.score - (noun.number == "p" and not adjectives) * 0.5, {head: noun.base}
                score -= 9.0 if declined and head < last else 0.0
                for i, options in enumerate(adjectives, start):
                    if options is None:
                        continue
                    agreeing = [a for a in options if a.case == noun.case and _agree(a, noun)]
                    if not agreeing:
                        break
                    chosen = max(agreeing, key=lambda a: (a.score, a.base))
                    score += chosen.score + _AGREES
                    bases[i] = chosen.base
                else:
                    offer(noun.case, score, bases)
                    if self.lower[head].startswith(self.rules.appositions or ("\0",)) and head + 1 < end:
                        for other in self.readings(head + 1):
                            if other.case == noun.case and _agree(other, noun) and self.words[head + 1][0].isupper():
                                offer(noun.case, score + _AGREES, bases | {head + 1: other.base})
            adjectives.append([r for r in readings if r.part == "adj"])
        if tail and all(w[0].isupper() or w in _MARKS for w in self.words[start:last]):
            familiar = any(
                entry(w, self.language) or entry(w.capitalize(), self.language) for w in self.lower[start:last]
            )
            for r in tail:
                if r.case != "nom":
                    offer(r.case, r.score + _FOREIGN * (2 if familiar else 1), {last: r.base})
        return found


def _agree(a: Analysis, b: Analysis) -> bool:
    return (not a.gender or not b.gender or a.gender == b.gender) and (
        not a.number or not b.number or a.number == b.number
    )


def ruled_lemma(
    rules: Grammar, words: Sequence[str], type: str, before: str, attested: Mapping[str, int]
) -> tuple[str, ...]:
    """The words of a name in the base form, by the declensions of the language's data.

    Args:
        rules: the grammar of the report's language.
        words: the words of the name as they stand.
        type: its type.
        before: the word before the name, lower case.
        attested: lower-cased forms that the report has with a capital, `latin`.
    """
    core = [w for w in words if w not in QUOTES]
    if not rules.declensions or not any(w[0].isalpha() for w in core):
        return tuple(words)
    name = _Name(rules, core, type, before, attested)
    found = name.person() if type == "PER" else name.thing()
    bases = iter(
        [
            w if base == lower else written_like(base, w, rules.language)
            for w, base, lower in zip(core, found, name.lower, strict=True)
        ]
    )
    return tuple(w if w in QUOTES else next(bases) for w in words)
