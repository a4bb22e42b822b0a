"""The words around numbers in one language, compiled once: what the stages `reading/quantit*.py` look up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from svod.languages import data
from svod.languages.numerals import Numerals, numerals
from svod.languages.ordinals import Ordinals, ordinals
from svod.languages.phrases import REMEMBERED, Phrases
from svod.records import Token

CODES = frozenset(
    "EUR USD GBP CHF JPY CNY RUB UAH BYN PLN CZK HUF RON BGN HRK RSD BAM MKD ALL DEM TRY SEK NOK DKK ISK CAD AUD NZD INR KRW KPW "
    "ILS BRL MXN ZAR SAR AED IRR".split()
)
SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH"}
MEASURES = frozenset(
    "km m cm mm nm ha kg g mg t l hl ml kw mw gw tw kwh mwh gwh twh v w hz mhz ghz kb mb gb tb °c км м см мм га кг г мг т л квт мвт "
    "квтг мвтг гвт".split()
)
SIGNS = {
    "км": "km", "м": "m", "см": "cm", "мм": "mm", "га": "ha", "ха": "ha", "кг": "kg", "г": "g", "т": "t", "л": "l", "м²": "m²",
    "км²": "km²", "м³": "m³", "МВт": "MW", "кВт": "kW", "ГВт": "GW", "МВ": "MW", "кВ": "kW", "МВтч": "MWh",
}  # fmt: skip
"""Symbols of measure in Cyrillic letters, with the international ones."""
DASHES = ("-", "–", "—")
MINUS = ("-", "–", "−")


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """The `[quantities]` table of a language, with its numerals and ordinals."""

    numerals: Numerals
    ordinals: Ordinals
    percent: Phrases
    points: Phrases
    """Percentage points."""
    currencies: Phrases
    measures: Phrases
    """Words for measures, with their symbols: `kilometara` is km."""
    speeds: Phrases
    """Words for measures that are rates by themselves (knots)."""
    fractions: Phrases
    factors: Phrases
    """How many times as much: `dvostruko`, `upola`."""
    times: Phrases
    """Words that say so only before a comparative: `dvakrat višji`; otherwise they tell how often."""
    fold: Phrases
    """Words behind a number that make it a factor: `puta više`."""
    more: Phrases
    """Comparatives that such words stand before."""
    fold_before: frozenset[str]
    """Prepositions that make them a factor by themselves: `в полтора раза`."""
    turns: Phrases
    """The word for an occasion: `treći put` is an ordinal, `tri puta` counts nothing else."""
    rates: Phrases
    """Words behind an amount that say per what: `mjesečno`."""
    per_units: Phrases
    """What an amount may be told per, behind one of `per`."""
    as_of: Phrases
    """What a time expression stands behind that tells until or on when a figure holds: `do`, `stanje na`."""
    states: frozenset[str]
    """Forms of `was` that tell a state where no other verb stands."""
    limits: Phrases
    """Prepositions that bound an amount from above where no change is told: a fine of `do 3.000 eura`."""
    lemmas: Phrases
    """Base forms that the dictionary has not or has otherwise."""
    onward: frozenset[str]
    """Adverbs that go on with a way: `letova u Zagreb i natrag`."""
    range_joins: Phrases
    """What joins the ends of a range although nothing opens it: `31 až 33`."""
    per: frozenset[str]
    of: frozenset[str]
    articles: frozenset[str]
    """Words that may stand between `of` and what is counted."""
    stated: Phrases
    """People who are counted before a copula and their number: `raněných bylo 27`."""
    enclitics: frozenset[str]
    """Auxiliaries that stand between a number and its noun: `dvije su osobe poginule`."""
    one_in: Phrases
    """Between a part and its whole where that tells a share: `one in three`."""
    every: Phrases
    one_counts: frozenset[str]
    """What is counted also by a `one` in words, which is mostly a pronoun: `jedna osoba`."""
    between: frozenset[str]
    """Small words between an ordinal and its noun: `втория си мандат`."""
    inverted: frozenset[str]
    """Nouns before a number that is so made uncertain: `человек двадцать`."""
    alone: bool
    """Fractions are nouns of their own, which stand for what was named before."""
    undotted: frozenset[str]
    """Abbreviations without a full stop of their own, so that one at the end of a sentence is the sentence's."""
    minus: frozenset[str]
    labels: frozenset[str]
    """Words before a number that name by it: `art.`, `nr`."""
    changes: tuple[str, ...]
    """Beginnings of words for a rise or fall, behind which `do` gives its end and no limit."""
    not_counted: frozenset[str]
    within: frozenset[str]
    """Prepositions that go on with what is counted also behind the verb: `12 passengers from Croatia`."""
    adjective_suffixes: tuple[str, ...]
    few_suffixes: tuple[str, ...]
    """Those that adjectives have only behind two to four, and behind ordinals."""
    few_agree: bool
    """Behind two to four, an adjective and its noun end alike."""
    noun_bases: tuple[str, ...]
    """Endings of base forms that no adjective has."""
    mended: tuple[tuple[str, str], ...]
    """Endings of base forms that the dictionary gives by mistake, with those of the forms: `рейсов` is no `рейсовый`."""
    nominals: tuple[tuple[str, str], ...]
    """Endings of adjectives that stand for nouns (`anketiranih`), with those of their base form: for words that the dictionary has not."""
    verb_lemmas: tuple[str, ...]
    opens: dict[str, bool] = field(default_factory=dict)

    def may_begin(self, token: Token) -> bool:
        """Whether a quantity can begin with a word: asked of every word of a text, and remembered."""
        known = self.opens.get(token.norm)
        if known is None:
            if len(self.opens) >= REMEMBERED:
                self.opens.clear()
            norm = token.norm
            known = self.opens[norm] = (
                norm[0].isdigit()
                or token.text in SYMBOLS
                or norm.upper() in CODES
                or norm in MINUS
                or norm in self.minus
                or self.numerals.may_begin(norm)
                or self.ordinals.may_begin(norm)
                or any(
                    phrases.may_begin(norm)
                    for phrases in (self.fractions, self.factors, self.times, self.limits, self.every)
                )
            )
        return known


@cache
def quantity_words(language: str) -> QuantityWords:
    """The words around numbers in `language`; of a language without data only symbols are known."""
    table: dict[str, Any] = data(language).get("quantities", {})

    def keyed(name: str) -> Phrases:
        """The phrases of a table, each with the key that it stands under."""
        return Phrases({phrase: key for key, forms in table.get(name, {}).items() for phrase in forms})

    def pairs(name: str) -> tuple[tuple[str, str], ...]:
        """The endings of a table, the longest first, each with the key that it stands under."""
        found = [(ending, key) for key, endings in table.get(name, {}).items() for ending in endings]
        return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))

    def listed(name: str) -> Phrases:
        return Phrases(table.get(name, ()))

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, ()))

    return QuantityWords(
        numerals=numerals(language),
        ordinals=ordinals(language),
        percent=Phrases([*table.get("percent", ()), "%"]),
        points=listed("points"),
        currencies=keyed("currencies"),
        measures=keyed("measures"),
        speeds=keyed("speeds"),
        fractions=keyed("fractions"),
        factors=keyed("factors"),
        times=keyed("times"),
        fold=listed("fold"),
        more=listed("more"),
        fold_before=words("fold_before"),
        turns=listed("turns"),
        rates=listed("rates"),
        per_units=listed("per_units"),
        as_of=listed("as_of"),
        states=words("states"),
        limits=listed("limits"),
        lemmas=keyed("lemmas"),
        onward=words("onward"),
        range_joins=listed("range_joins"),
        per=words("per"),
        of=words("of"),
        articles=words("articles"),
        stated=keyed("stated"),
        enclitics=words("enclitics"),
        one_in=listed("one_in"),
        every=listed("every"),
        one_counts=words("one_counts"),
        between=words("between"),
        inverted=words("inverted"),
        alone=bool(table.get("fractions_alone")),
        undotted=words("undotted"),
        minus=words("minus"),
        labels=words("labels"),
        changes=tuple(table.get("changes", ())),
        not_counted=words("not_counted"),
        within=words("within"),
        adjective_suffixes=tuple(table.get("adjective_suffixes", ())),
        few_suffixes=tuple(table.get("few_suffixes", ())),
        few_agree=bool(table.get("few_agree")),
        noun_bases=tuple(table.get("noun_bases", ())),
        mended=pairs("mended"),
        nominals=pairs("nominals"),
        verb_lemmas=tuple(table.get("verb_lemmas", ())),
    )
