"""What stands behind a number: a currency, per cent, a measure, or the noun that is counted; and per what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from svod.languages.calendar import calendar
from svod.languages.gazetteer import country_of_people
from svod.languages.lemmas import entry, lemma
from svod.languages.numerals import Number
from svod.reading.quantities.words import CODES, MEASURES, SYMBOLS, quantity_words
from svod.reading.speech import grammar
from svod.reading.verbs import verbs_of
from svod.records import Layout, QuantityKind, Span, TimeExpression, Token

ROUND = tuple(10.0**n for n in range(1, 7))
"""Of so many, a rate is told: `12 na 100.000 stanovnika`."""
AGREEING = 2
"""Letters in which an adjective and the number word before it agree."""
MOST_ADJECTIVES = 3
"""Words between a number and the noun that it counts."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit behind a number; `last` is the token behind it and behind the words that say per what it is told. If it is what is counted,
    tokens `noun` to `noun_last` are its noun with the adjectives."""

    name: str
    last: int
    kind: QuantityKind
    noun: int | None = None
    noun_last: int = 0


class Units:
    """Reads the units of one report's numbers.

    Args:
        layout: the report, cut up.
        times: its time expressions; words in them are no units.
    """

    def __init__(self, layout: Layout, times: Sequence[TimeExpression]) -> None:
        self.layout, self.tokens, self.language = layout, layout.tokens, layout.language
        self.words = quantity_words(layout.language)
        self.verbs = verbs_of(layout.language)
        self.finite, self.endings = grammar(layout.language).finite, grammar(layout.language).endings
        flags = calendar(layout.language).flags
        self.capitals, self.noun_capitals = flags.get("capitals", False), flags.get("noun_capitals", False)
        self.taken = covered(layout.tokens, [time.span for time in times])

    def norm(self, i: int) -> str:
        """The word at token `i`; nothing where it lies in a time expression or outside."""
        return self.tokens[i].norm if 0 <= i < len(self.tokens) and i not in self.taken else ""

    def glued(self, i: int) -> bool:
        """Does no space stand before token `i`?"""
        return 0 < i < len(self.tokens) and self.tokens[i].span.start == self.tokens[i - 1].span.end

    def begins_line(self, i: int) -> bool:
        """Does a line begin with token `i`?"""
        return (
            0 < i < len(self.tokens)
            and "\n" in self.layout.text[self.tokens[i - 1].span.end : self.tokens[i].span.start]
        )

    def behind(self, number: Number, ordinal: bool = False) -> Unit | None:
        """The unit behind a number, None where there is none."""
        i = number.last
        if i >= len(self.tokens) or i in self.taken or self.begins_line(i):
            return None
        most = next((v for v in (number.value, number.high, number.low) if v is not None), 0.0)
        few = 2 <= most % 10 <= 4 and not 12 <= most % 100 <= 14
        few = not self.words.few_agree if ordinal else few
        if ordinal and self.norm(i) in self.words.between:
            i += 1
            if i >= len(self.tokens) or self.begins_line(i):
                return None  # `Той загуби втория си`
        if ordinal and (turn := self.words.turns.match_at(self.tokens, i)) is not None:
            return Unit(self.words.ordinals.turn or turn.value, turn.last, "count", i, turn.last)
        unit = self.symbol(i) or self.noun(i, few) or (None if ordinal else self._behind_enclitic(i, few))
        return self.per(unit) if unit else None

    def _behind_enclitic(self, i: int, few: bool) -> Unit | None:
        """`Dvije su osobe poginule`: the noun behind an auxiliary, where the verb of that follows it."""
        if self.norm(i) not in self.words.enclitics or i + 1 >= len(self.tokens) or self.begins_line(i + 1):
            return None
        unit = self.noun(i + 1, few)
        if unit is None or unit.last >= len(self.tokens) or not self.tokens[unit.last].is_word:
            return None
        verb = self.verbs.form(self.tokens[unit.last]) in ("compound", "participle", "finite")
        return unit if verb and not self.is_verb(i + 1) else None

    def symbol(self, i: int) -> Unit | None:
        """A unit at token `i` that needs no noun: per cent, money, a measure."""
        tokens, words = self.tokens, self.words
        if i >= len(tokens):
            return None
        if points := words.points.match_at(tokens, i):
            return Unit("pp", points.last, "share")
        if percent := words.percent.match_at(tokens, i):
            return Unit("%", percent.last, "share")
        for start in {i: None, self._behind_adjectives(i): None}:
            if start >= len(tokens):
                continue
            money = words.currencies.match_at(tokens, start)
            if money and self._is_money(tokens[start]):
                return Unit(money.value, money.last, "money")
        if (known := self._measure(i)) is not None:
            return known
        text, norm = tokens[i].text, tokens[i].norm
        if text in SYMBOLS or (text.isupper() and norm.upper() in CODES):
            return Unit(SYMBOLS.get(text, norm.upper()), i + 1, "money")
        if norm == "°" and self.norm(i + 1) in ("c", "с"):
            return Unit("°C", i + 2, "measure")
        if norm in MEASURES and len(text) < 5 and norm not in words.not_counted:
            squared = tokens[i + 1].text if self.glued(i + 1) else ""
            if squared == "." and self.glued(i + 2) and self.tokens[i + 2].is_word:
                return None  # `т.е.`
            if squared in ("²", "³", "2", "3"):
                return Unit(text + squared, i + 2, "measure")
            return Unit(text, i + 1, "measure")
        return None

    def _measure(self, i: int) -> Unit | None:
        """A measure in words at token `i`, in any form that the language's data or the dictionary knows."""
        tokens, words = self.tokens, self.words
        measure, speed = words.measures.match_at(tokens, i), words.speeds.match_at(tokens, i)
        if measure is None and speed is None and len(tokens[i].norm) > 3 and tokens[i].is_word:
            bases = (replace(tokens[i], norm=lemma(tokens[i].norm, self.language)),)
            measure, speed = words.measures.match_at(bases, 0), words.speeds.match_at(bases, 0)
            if measure or speed:
                kind: QuantityKind = "measure" if measure else "rate"
                return Unit((measure or speed).value, i + 1, kind)  # type: ignore[union-attr]
        if measure and (len(tokens[i].norm) > 2 or measure.last > i + 1 or tokens[i].text == measure.value):
            return Unit(measure.value, measure.last, "measure")
        return Unit(speed.value, speed.last, "rate") if speed else None

    def per(self, unit: Unit) -> Unit:
        """The unit with the words that say per what it is told (`eura mjesečno`, `km/h`, `na 100.000 stanovnika`)."""
        i, tokens, words = unit.last, self.tokens, self.words
        if i >= len(tokens) or self.begins_line(i):
            return unit
        if adverb := words.rates.match_at(tokens, i):
            return replace(unit, last=adverb.last, kind="rate")
        if i + 1 >= len(tokens):
            return unit
        if tokens[i].text == "/" and tokens[i + 1].is_word:
            name = f"{unit.name}/{tokens[i + 1].text}" if unit.kind == "measure" else unit.name
            return replace(unit, name=name, last=i + 2, kind="rate")
        if tokens[i].norm not in words.per:
            return unit
        if single := words.per_units.match_at(tokens, i + 1):
            return replace(unit, last=single.last, kind="rate")
        number = words.numerals.read(tokens, i + 1)
        if number is None or number.value not in ROUND or number.last >= len(tokens):
            return unit
        whole = self.symbol(number.last) or self.noun(number.last)
        if whole is not None and whole.kind in ("count", "measure") and unit.kind != "share":
            return replace(unit, last=whole.last, kind="rate")
        return unit

    def _is_money(self, token: Token) -> bool:
        """A capital makes a word a name (`Frank`), unless it is an abbreviation (`Kč`); `KM` is money, `km` is not."""
        if token.norm in MEASURES:
            return token.text.isupper()
        return self.capitals or token.text[0].islower() or token.text.isupper() or len(token.text) < 4

    # --- nouns -------------------------------------------------------------------------------------------------------

    def _behind_adjectives(self, i: int, few: bool = False) -> int:
        last = i
        for _ in range(MOST_ADJECTIVES):
            if last + 3 < len(self.tokens) and self.tokens[last + 1].text == "-" and self._is_compound(last):
                last += 3  # `evropsko-ameriško konferenco`
            elif self.is_adjective(last, few):
                last += 1
            else:
                break
        return last

    def _is_compound(self, i: int) -> bool:
        """Is the word at `i` the first part of an adjective with a hyphen, behind which a noun stands?"""
        joined = self.glued(i + 1) and self.glued(i + 2)
        return joined and self.countable(i) and self.countable(i + 2) and self.countable(i + 3)

    def is_adjective(self, i: int, few: bool = False) -> bool:
        """Whether the word at `i` ends like an adjective (`few`: one behind two to four), or like the number word before it, and a word
        follows it that may be counted."""
        if i + 1 >= len(self.tokens) or not self.countable(i) or not self.countable(i + 1) or self.is_verb(i + 1):
            return False
        norm, words = self.norm(i), self.words
        if len(norm) <= 3:
            return False
        base = lemma(norm, self.language) if words.noun_bases else norm
        if base != norm and base.endswith(words.noun_bases):
            return False
        if norm.endswith(words.adjective_suffixes):
            return True
        before = self.norm(i - 1)
        if words.noun_bases and len(before) > 3 and norm[-AGREEING:] == before[-AGREEING:]:
            return True  # `dvema izoliranima državama`, `pierwszym wspólnym strajkiem`
        return few and norm.endswith(words.few_suffixes) and (not words.few_agree or norm[-1] == self.norm(i + 1)[-1])

    def countable(self, i: int) -> bool:
        """Can the word at `i` be a noun that is counted: no name, no small word, no verb?"""
        if i >= len(self.tokens) or i in self.taken or self.begins_line(i):
            return False
        token = self.tokens[i]
        if not token.is_word or token.norm in self.words.not_counted or len(token.norm) < 3:
            return False
        if token.text[0].isupper() != self.noun_capitals and not self._is_people(token):
            return False
        return not self.is_verb(i, sure=True) or self.words.lemmas.match_at(self.tokens, i) is not None

    def _is_people(self, token: Token) -> bool:
        """Does a word with a capital name people of a country: `trzy Polki`?"""
        if not token.text[0].isupper():
            return False
        base = entry(token.text, self.language)
        return bool(country_of_people(token.text, self.language) or (base and country_of_people(base, self.language)))

    def is_verb(self, i: int, sure: bool = False) -> bool:
        """Is the word a finite verb or an auxiliary, as far as its form tells (`sure`: and the dictionary, or a list)?"""
        norm, form = self.tokens[i].norm, self.verbs.form(self.tokens[i])
        if form not in ("finite", "compound"):
            return form == "auxiliary"
        if not self.verbs.infinitives:  # by concepts, which many a noun shares with a verb
            return not sure or norm in self.verbs.finite or norm in self.finite or norm.endswith(self.endings)
        known = entry(norm, self.language)
        if known is None:
            return not sure or norm in self.verbs.finite or norm in self.finite
        return form == "finite" or known.endswith(self.verbs.infinitives)

    def is_infinitive(self, i: int) -> bool:
        """Is the word an infinitive of the dictionary?"""
        norm = self.tokens[i].norm
        return (
            bool(self.verbs.infinitives)
            and norm.endswith(self.verbs.infinitives)
            and norm not in self.verbs.never
            and not self.tokens[i].text[0].isupper()
            and entry(norm, self.language) == norm
        )

    def noun(self, i: int, few: bool = False) -> Unit | None:
        """The noun at token `i`, or behind the adjectives there, as a unit."""
        if self.norm(i) == "-":
            return None
        known = self.words.lemmas.match_at(self.tokens, i)
        if known is not None and known.last > i + 1:  # `rojstni dan`
            return Unit(known.value, known.last, "count", i, known.last)
        head = self._behind_adjectives(i, few)
        if not self.countable(head):
            head = i
        if not self.countable(head):
            return None
        noun = self.base(head)
        if noun.endswith(self.words.verb_lemmas) and (noun != self.norm(head) or self.is_infinitive(head)):
            return None  # `Boeing 737 ima`: a verb is not counted
        return Unit(noun, head + 1, "count", i, head + 1)

    def base(self, i: int) -> str:
        """The lemma of the noun at token `i`, in lower case."""
        known = self.words.lemmas.match_at(self.tokens[: i + 1], i)
        if known:
            return known.value
        if self.noun_capitals:  # German lemmas of words in lower case are those of verbs: `schiffe`
            found = entry(self.tokens[i].text, self.language)
            return found.casefold() if found else self.norm(i)
        norm, base = self.norm(i), lemma(self.norm(i), self.language)
        for wrong, ending in self.words.mended:
            if base.endswith(wrong) and norm.endswith(ending):
                return norm.removesuffix(ending)
        if base == norm or base.endswith(self.words.verb_lemmas):
            for ending, ours in self.words.nominals:
                if norm.endswith(ending):
                    return norm.removesuffix(ending) + ours
        return base


def covered(tokens: Sequence[Token], spans: Sequence[Span]) -> frozenset[int]:
    """The tokens that lie in one of the spans (in text order)."""
    found: set[int] = set()
    at = 0
    for i, token in enumerate(tokens):
        while at < len(spans) and spans[at].end <= token.span.start:
            at += 1
        if at < len(spans) and spans[at].start < token.span.end:
            found.add(i)
    return frozenset(found)
