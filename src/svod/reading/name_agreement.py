"""The names of a report against each other: what its other sentences, tables and nouns say of a name that one sentence leaves open.

A tagger sees one sentence. A report tells more: who is `Putin` in one sentence is `Putin` in the others, and `Putin Kima` are two men
when each of them stands alone elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from svod.languages import data
from svod.languages.gazetteer import country_of_people, lookup, named
from svod.languages.lemmas import lemma as lemma_of_word
from svod.languages.scripts import key, norm
from svod.reading.name_features import announces, bare, gazetteer, listed, shape
from svod.reading.name_lemmas import base_forms, fits
from svod.reading.name_repairs import Name, is_country, opening_adjective
from svod.records import Layout, MentionType, Token

# Not media, which the guidelines take for organisations or for products, and not the large table of cities, which has many a surname.
_BELIEVED = frozenset({"country", "town", "region", "state", "institution", "agency", "party"})


class Known:
    """The names of a report by their base forms: which type each usually has, and which stand alone."""

    def __init__(self, layout: Layout, names: Sequence[Name], lemmas: Sequence[str]) -> None:
        self.language = layout.language
        self.types: dict[tuple[str, ...], Counter[MentionType]] = defaultdict(Counter)
        self._by_start: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._announced: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name, lemma in zip(names, lemmas, strict=True):
            words = self.words(lemma)
            if words:
                self.types[words][name.type] += 1
                noun = layout.tokens[name.first - 1] if name.first else None
                # Only a name in its base form stands beside its noun: `trajekt Ondina`, but `vlada Hrvatske`.
                if noun and noun.text.islower() and words == self._forms(layout.tokens[name.first : name.last]):
                    self._announced[words].add(announces(noun.norm, layout.language))
        self._surnames = {words[-1] for words, types in self.types.items() if "PER" in types}
        for words in sorted(self.types):
            self._by_start[words[0][:2]].append(words)

    def words(self, lemma: str) -> tuple[str, ...]:
        """A base form as romanised words."""
        return tuple(key(w, self.language) for w in lemma.replace("-", " ").split())

    def _forms(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        return tuple(key(t.text, self.language) for t in tokens if t.is_word)

    def type_of(self, lemma: str) -> MentionType:
        """The type of a name in this report: the usual one, unless tables or the noun before it know better.

        Tables: a country, a town or an institution under its own name, unless a person of the report is called so.
        """
        words = self.words(lemma)
        usual = self.usual(words)
        known = {k.type for k in named(lemma, self.language) if k.kind in _BELIEVED}
        person = usual == "PER" and any(map(self.is_of_person, words))
        # Whether the EU is a place or an organisation the network has learned, language by language (Ukrainian: a place).
        if len(known) == 1 and not person and not (usual == "LOC" and known == {"ORG"}):
            (usual,) = known
            return usual
        announced = self._announced[words] - {""}
        if len(announced) == 1 and usual != "PER" and announced <= {"LOC", "PRO"} and not known:
            (usual,) = announced  # type: ignore[assignment]
        return usual

    def usual(self, words: tuple[str, ...]) -> MentionType:
        """The type that most mentions of a name have; where they are even, LOC for what tables list as a place."""
        counts = self.types[words]
        listed = set(gazetteer().get(bare(words[0]), "")) if len(words) == 1 else set()
        return min(counts, key=lambda t: (-counts[t], not (t == "LOC" and listed & {"c", "l"}), t))

    def is_person(self, token: Token) -> bool:
        """Is the token a case of a person's name, or of the last word of one? (`Kowalskiego` where the report has `Jan Kowalski`)"""
        form = key(token.text, self.language)
        return any(fits(form, s) or (len(s) > 5 and form.startswith(s[:-1])) for s in self._surnames)

    def is_surname(self, form: str) -> bool:
        """Is a romanised word, or the word that it is a case of, the last word of a person's name of several words?"""
        return any(fits(form, words[-1]) or fits(words[-1], form) for words in self._persons())

    def is_of_person(self, word: str) -> bool:
        """Is a romanised base form a word of a person's name of several words?"""
        return any(word in words for words in self._persons())

    def owns(self, layout: Layout, i: int) -> bool:
        """Is token `i` the possessive of a person of the report? (`Golobov obisk`, where the report has `Robert Golob`)"""
        form = key(layout.tokens[i].text, self.language)
        surnames = {s for s in self._surnames if len(s) < len(form)}
        if not any(len(s) > 3 and form.startswith(s[:-1]) for s in surnames):
            return False
        ((lemma, adjective),) = base_forms(layout, [(i, i + 1, "PER")])
        return adjective and key(lemma, self.language) in surnames

    def _persons(self) -> Iterator[tuple[str, ...]]:
        return (words for words, types in self.types.items() if len(words) > 1 and "PER" in types)

    def find(self, tokens: Sequence[Token], first: int, last: int) -> tuple[str, ...] | None:
        """The name of the report of which these tokens are a case, exactly; None where there is none or more than one."""
        forms = [key(t.text, self.language) for t in tokens[first:last] if t.is_word]
        if not forms:
            return None
        found = [
            words
            for words in self._by_start.get(forms[0][:2], ())
            if len(words) == len(forms) and all(map(fits, forms, words))
        ]
        exact = [words for words in found if list(words) == forms]
        return exact[0] if exact else found[0] if len(found) == 1 else None


def split_fused(layout: Layout, name: Name, known: Known) -> list[Name]:
    """`Putin Kima` → `Putin`, `Kima`; `Sjeverne Koreje Rusiji` → `Sjeverne Koreje`, `Rusiji`.

    Persons are parted where both parts stand alone elsewhere in the report and one is in the base form, the other not (`Otto Rehhagel`
    stays, even where "Otto" stands alone); places where both parts are countries. A person of the report and an organisation with its
    noun between them are two names: `Kowalskiego agencja Fala`; so are a town and an organisation: `V Praze ministerstvo`.
    """
    tokens = layout.tokens
    if name.type == "ORG":
        for cut in range(name.first + 1, name.last - 1):
            noun = tokens[cut]
            if not (noun.text.islower() and announces(noun.norm, layout.language) == "ORG"):
                continue
            if known.is_person(tokens[cut - 1]):
                return [Name(name.first, cut, "PER"), replace(name, first=cut + 1)]
            if cut == name.first + 1 and any(k.type == "LOC" for k in lookup(tokens[name.first].text, layout.language)):
                lower = all(t.text.islower() for t in tokens[cut : name.last])
                return [Name(name.first, cut, "LOC"), *(() if lower else (replace(name, first=cut),))]
        return [name]
    if name.type not in ("PER", "LOC") or not all(t.text[0].isupper() for t in tokens[name.first : name.last]):
        return [name]
    for cut in range(name.first + 1, name.last):
        left, right = known.find(tokens, name.first, cut), known.find(tokens, cut, name.last)
        if left is None or right is None or left == right:
            continue
        if not (name.type in known.types[left] and name.type in known.types[right]):
            continue
        countries = is_country(tokens[cut - 1], layout.language) and is_country(tokens[name.last - 1], layout.language)
        forms = [key(tokens[cut - 1].text, layout.language), key(tokens[name.last - 1].text, layout.language)]
        cases_differ = (forms[0] == left[-1]) != (forms[1] == right[-1])
        if countries or (cases_differ and name.type == "PER"):
            return [replace(name, last=cut), replace(name, first=cut)]
    return [name]


@lru_cache(maxsize=50_000)
def _is_place(word: str, kinds: str) -> bool:
    """Do tables list the word, or the word without an ending, as one of these kinds of place, and not as a person's name?"""
    found = set(listed(word))
    return bool(found & set(kinds)) and not found & {"g", "s"}


def place(layout: Layout, name: Name, known: Known) -> Name:
    """A place for what was marked as a person: one word that tables list as a country, and part of no person's name in the report.

    Which tables are believed is the language's (`names.places`): where the network has seen little of it, towns too.
    """
    if name.type != "PER" or name.last > name.first + 1:
        return name
    form = key(layout.tokens[name.first].text, layout.language)
    kinds = data(layout.language).get("names", {}).get("places", "c")
    return replace(name, type="LOC") if _is_place(form, kinds) and not known.is_surname(form) else name


def join_given_names(layout: Layout, names: Sequence[Name]) -> list[Name]:
    """`Vladimirju` + `Putinu`: a given name, marked as something else, belongs to the person after it."""
    joined: list[Name] = []
    for name in names:
        before = joined[-1] if joined else None
        if before and before.type == name.type == "PER" and before.first + 1 == before.last == name.first:
            people = lemma_of_word(layout.tokens[before.first].text, layout.language)
            if country_of_people(people, layout.language):
                joined.pop()  # `Britanec` + `James Wilcox`: what he is, not who
        if before and name.type == "PER" != before.type and before.first + 1 == before.last == name.first:
            word = layout.tokens[before.first].text
            if shape(word) == "Aa" and "g" in listed(key(word, layout.language)):
                joined[-1] = replace(name, first=before.first)
                continue
        joined.append(name)
    return joined


def fill(layout: Layout, sentences: Sequence[tuple[int, int]], names: Sequence[Name], known: Known) -> list[Name]:
    """Names that the tagger marked elsewhere in the report and missed here, and what a noun before it announces (`agencija Kyodo`)."""
    tokens = layout.tokens
    taken = bytearray(len(tokens) + 1)
    for name in names:
        taken[name.first : name.last] = b"\x01" * (name.last - name.first)
    lower = {t.norm for t in tokens if t.text.islower()}
    added = []
    for first, last in sentences:
        i = first
        while i < last:
            if taken[i] or opening_adjective(layout, i) or shape(tokens[i].text)[0] != "A" or len(tokens[i].text) < 2:
                i += 1
                continue
            end = i + 1
            while end < last and not taken[end] and tokens[end].text[0].isupper():
                end += 1
            opening = i == first or not tokens[i - 1].is_word
            for stop in range(end, i, -1):
                words = known.find(tokens, i, stop)
                if words and not (opening and stop == i + 1 and tokens[i].norm in lower):
                    added.append(Name(i, stop, known.usual(words)))
                    end = stop
                    break
            else:
                common = i > first and (tokens[i - 1].text.islower() or i - 1 == first)
                before = announces(tokens[i - 1].norm, layout.language) if common else ""
                if (
                    before in ("LOC", "ORG", "PER")
                    and not opening
                    and norm(tokens[i].text, layout.language) not in lower
                ):
                    added.append(Name(i, end, before))  # type: ignore[arg-type]
                elif end == i + 1 and known.owns(layout, i):
                    added.append(Name(i, end, "PER"))
            i = end
    return added
