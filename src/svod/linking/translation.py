"""Quotations that must be translations: the speaker's country speaks another language than the report.

Nobody's country is guessed. It is told by the words for a speaker (`sjevernokorejski vođa`, `premier Danii`), by the name of an
institution (`Верховный суд Пакистана`), or because a state, its town or its seat speaks; where these disagree, nothing is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from svod.languages import words
from svod.languages.gazetteer import country_of_adjective, country_of_people, entities, lookup, rows
from svod.languages.institutions import institution_words
from svod.languages.scripts import shelf
from svod.reading.speech import speech
from svod.records import Entity, Quotation, Reading, Span

LEAST_SHARE = 10.0
"""Percent of a country's people who speak a language, below which it is official on paper only."""
CLEAR = 3
"""One country must be told this many times as often as the next: `ruski` once for an American who lives there does no harm."""

# Spoken beside a standard language in which their speakers are quoted (CLDR counts them as official).
_DIALECTS = frozenset({"gsw", "nan", "hak"})
# One language under several names: CLDR's Norwegian, and those that `scripts.shelf` does not know.
_ONE = {"nb": "no", "nn": "no", "fil": "tl"}
# Croatian, Serbian, Bosnian and Montenegrin are understood without translation.
_SHELF = {"cnr": "hbs", "sh": "hbs"}


def mark_translations(readings: Sequence[Reading], known: Iterable[Entity]) -> tuple[Reading, ...]:
    """The readings with `Quotation.spoken` filled in wherever a speaker's country speaks none of the languages of the report.

    Args:
        readings: reports with their entities linked.
        known: the entities that they name.

    Returns:
        The readings in the order given; `spoken` is empty where the country is not told or speaks the report's language.
    """
    countries = _countries(readings, known)

    def marked(reading: Reading, quotation: Quotation) -> Quotation:
        speaker = quotation.speaker
        if speaker is None:
            return quotation
        country = countries.get(speaker.entity) if speaker.entity else None
        told: tuple[str, ...] = (country,) if country else ()
        if speaker.entity is None and speaker.span is not None:
            told = _together(reading, speaker.span)
        spoken = tuple(dict.fromkeys(language for code in told for language in languages_of(code)))
        if (
            reading.layout.language == "und"
            or _same(reading.layout.language) in {_same(language) for language in spoken}
            or not all(map(languages_of, told))
        ):
            spoken = ()
        return quotation if spoken == quotation.spoken else replace(quotation, spoken=spoken)

    return tuple(replace(r, quotations=tuple(marked(r, q) for q in r.quotations)) for r in readings)


@cache
def languages_of(country: str) -> tuple[str, ...]:
    """The languages in which a country's people speak in public: its official ones (CLDR) that a tenth of them speak, most speakers first.

    >>> languages_of("KP"), languages_of("CH"), languages_of("BA"), languages_of("XX")
    (('ko',), ('de', 'fr', 'it'), ('bs', 'hr', 'sr'), ())
    """
    from babel.languages import get_official_languages, get_territory_language_info

    speakers = get_territory_language_info(country)
    found: dict[str, None] = {}
    for tag in get_official_languages(country, de_facto=True):
        language = tag.partition("_")[0]
        if language not in _DIALECTS and float(speakers[tag]["population_percent"] or 0) >= LEAST_SHARE:
            found[_ONE.get(language, language)] = None
    return tuple(found)


def _same(language: str) -> str:
    """A key under which languages that need no translation fall together."""
    language = _ONE.get(language, language)
    return _SHELF.get(language) or shelf(language)


def _countries(readings: Sequence[Reading], known: Iterable[Entity]) -> dict[str, str]:
    """The country of each entity that speaks, where one is told."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    speakers = {q.speaker.entity for r in readings for q in r.quotations if q.speaker and q.speaker.entity}
    for entity in known:
        if entity.id in speakers and entity.type != "PER" and (country := _of_name(entity)):
            found[entity.id][country] += CLEAR
    for reading in readings:
        spans = {(label.entity, label.span) for label in reading.labels if label.entity in speakers}
        spans |= {
            (q.speaker.entity, q.speaker.span)
            for q in reading.quotations
            if q.speaker and q.speaker.entity and q.speaker.span
        }
        for entity_id, span in spans:
            if entity_id:
                found[entity_id].update({code for _, code in _in_words(reading, span)})
    return {entity_id: country for entity_id, counts in found.items() if (country := _told(counts))}


def _told(counts: Counter[str]) -> str | None:
    """The country that is told, if no other is told nearly as often."""
    top = counts.most_common(2)
    return top[0][0] if top and (len(top) == 1 or top[0][1] >= CLEAR * top[1][1]) else None


def _together(reading: Reading, span: Span) -> tuple[str, ...]:
    """The countries that words for a speaker without a name tell: one, or several of people who speak as one (`poljski i češki ministri`).
    Whoever is of two countries without an `and` between them may be of either."""
    places = _in_words(reading, span)
    countries = tuple(dict.fromkeys(code for _, code in places))
    if len(countries) < 2:
        return countries
    joining = set(words(reading.layout.language, "clauses", "coordinating"))
    between = Span(places[0][0], places[-1][0])
    return countries if any(t.norm in joining for t in reading.layout.tokens_in(between)) else ()


def _of_name(entity: Entity) -> str | None:
    """The country that a place is or lies in, or that the name of an institution tells."""
    if code := entity.links.get("iso3166") or entity.links.get("iso3166-2"):
        return code.partition("-")[0]
    if city := entity.links.get("geonames"):
        return _city_countries().get(city)
    counts: Counter[str] = Counter()
    for language, names in sorted(entity.names.items()):
        for name in names:
            counts.update(_of_seat(name, language))
            counts.update(_of_place(name, language) if entity.type == "LOC" else _of_body(name, language))
    return _told(counts)


@lru_cache(maxsize=1 << 14)
def _of_place(name: str, language: str) -> frozenset[str]:
    zones = _zone_countries()
    return frozenset(zones[k.code] for k in lookup(name, language) if k.kind == "town" and k.code in zones)


@lru_cache(maxsize=1 << 14)
def _of_seat(name: str, language: str) -> frozenset[str]:
    """The country that a seat stands for, or whose institution it is: `Downing Street`, `Bundestag`."""
    seats = _seat_countries()
    return frozenset(seats[k.code] for k in lookup(name, language) if k.kind == "institution" and k.code in seats)


@lru_cache(maxsize=1 << 14)
def _of_body(name: str, language: str) -> frozenset[str]:
    concepts, _ = institution_words(name, language)
    codes = {c for c in concepts if c.isupper()}
    return frozenset(codes & _country_codes()) if len(codes) == 1 else frozenset()


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(k.code for k in entities() if k.kind == "country")


@cache
def _city_countries() -> dict[str, str]:
    return {row["code"]: row["country"] for row in rows("cities")}


@cache
def _seat_countries() -> dict[str, str]:
    return {row["code"]: row["country"] for row in rows("seats")}


@cache
def _zone_countries() -> dict[str, str]:
    """The town that a time zone is named after -> its country."""
    from babel.core import get_global

    return {zone.rpartition("/")[2]: country for zone, country in sorted(get_global("zone_territories").items())}


def _in_words(reading: Reading, span: Span) -> list[tuple[int, str]]:
    """The countries that words for a speaker tell, each with where it begins: by an adjective or a people's name, or by the name of a
    country, of a town or of a seat that stands for it, without a preposition."""
    layout, language = reading.layout, reading.layout.language
    data = speech(language)
    named = {t.span.start: m for m in reading.mentions if m.span.overlaps(span) for t in layout.tokens_in(m.span)}
    found: list[tuple[int, str]] = []
    before = ""
    for token in layout.tokens_in(span):
        mention = named.get(token.span.start)
        if mention is None or mention.adjective:
            code = country_of_adjective(token.text, language) or country_of_people(token.text, language)
            if code:
                found.append((token.span.start, code))
        elif mention.type == "LOC" and mention.span.start == token.span.start:
            governed = before in data.prepositions and before not in data.genitive
            codes = frozenset(k.code for k in lookup(mention.lemma, language) if k.kind == "country")
            codes = codes or _of_place(mention.lemma, language) | _of_seat(mention.lemma, language)
            if len(codes) == 1 and not governed:
                found.append((token.span.start, min(codes)))
        before = token.norm
    return found
