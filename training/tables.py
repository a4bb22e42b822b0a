"""Writes the tables of `svod.languages` that are computed: the countries, regions and towns that CLDR (through babel) names, and the
large towns of GeoNames.

    python training/tables.py                                   # countries, regions, zones
    python training/tables.py --geonames cities100000.txt       # cities

CLDR is under the Unicode License v3 (SPDX Unicode-3.0), which lets its data be copied with its notice (`tables/README.md`). The towns are
the exemplar cities of the time zones, most capitals among them. GeoNames (CC BY 4.0) publishes its towns by size as tab-separated files
in one layout; `cities.tsv` was made of the towns of more than 100,000 people.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from babel import Locale

from svod.languages.gazetteer import entities, loose
from svod.linking.spelling import sounds, word_likeness

TABLES = Path(__file__).resolve().parent.parent / "src" / "svod" / "languages" / "tables"
COLUMNS = {
    "en": ("en",), "de": ("de",), "hbs": ("hr", "bs", "sr_Latn"), "sl": ("sl",), "pl": ("pl",), "cs": ("cs",), "sk": ("sk",),
    "ru": ("ru",), "uk": ("uk",), "bg": ("bg",), "mk": ("mk",),
}  # fmt: skip
# Zones whose town is no town, or whose name is that of something else.
NOT_TOWNS = {
    "Atlantic/Canary",
    "Atlantic/Azores",
    "Atlantic/Madeira",
    "Atlantic/Faeroe",
    "Pacific/Easter",
    "Pacific/Galapagos",
}
# Of the American zones only towns that the world's news knows; the others are named like anything (Center, Resolute, Regina).
AMERICAN = {
    "Asuncion", "Bogota", "Buenos Aires", "Caracas", "Chicago", "Denver", "Detroit", "Guayaquil", "Havana", "Honolulu", "La Paz", "Lima",
    "Los Angeles", "Managua", "Manaus", "Mexico City", "Montevideo", "New York", "Ottawa", "Phoenix", "Port-au-Prince", "Santiago",
    "Santo Domingo", "Sao Paulo", "Tegucigalpa", "Tijuana", "Toronto", "Vancouver", "Asunción", "Bogotá",
}  # fmt: skip
# Not the Americas (019): in the news America is the United States.
CONTINENTS = {
    "002",
    "003",
    "005",
    "009",
    "013",
    "029",
    "034",
    "035",
    "039",
    "142",
    "143",
    "145",
    "150",
    "151",
    "154",
    "155",
    "202",
    "419",
}


def names_of(code: str, name: str) -> list[str]:
    """The names in a CLDR cell. Brackets are dropped (`Holandija (sveti Martin)`) but for Burma's; `Congo - Kinshasa` is nobody's usage."""
    if " - " in name or " – " in name or re.search(r"\b(SAR|SRA|PUP|ZAO|SO|ОАР|САР)\b", name):
        return []
    match = re.fullmatch(r"(.+?) \((.+)\)", name)
    if match:
        return [match[1], match[2]] if code == "MM" else []
    return [re.sub(r",.*", "", name)]


def cell(code: str, found: list[str]) -> str:
    """A cell of a table: what the locales of a column call a thing, each name once."""
    names = [n for name in found for n in names_of(code, unicodedata.normalize("NFC", name))]
    return "|".join(dict.fromkeys(n for n in names if n))


def write(file: str, rows: dict[str, dict[str, str]]) -> None:
    """Write a table of `languages/tables`, sorted by code."""
    lines = ["\t".join(["code", *COLUMNS])]
    lines += ["\t".join([code, *(rows[code][c] for c in COLUMNS)]) for code in sorted(rows)]
    (TABLES / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(file, len(rows), "rows")


# GeoNames does not say whose a name is: it is taken for one of ours if its letters are.
LATIN = re.compile("[A-Za-zčćđšžłńśźżąęóřěůťďňľĺŕáéíýúôäöüßČĆĐŠŽŁŚŹŻÓŘĚŮŤĎŇĽÁÉÍÝÚÔÄÖÜ' -]+")
CYRILLIC = re.compile("[А-Яа-яЁёІіЇїЄєҐґЈјЉљЊњЂђЋћЏџЃѓЌќЅѕ' -]+")
LARGE, LARGER, FULLER = 100_000, 250_000, 4
"""Seats of government and of regions are taken from 100,000 people on, other towns from 250,000; of two towns with one name the one with
four times the people of the other, else neither."""


def keys_of(names: list[str]) -> set[str]:
    """The names of a town as the gazetteer searches them, as every language of their script romanises them."""
    found = set()
    for name in names:
        if len(name) < 4 or name.isupper() or not name[0].isupper():
            continue
        languages = ("en",) if LATIN.fullmatch(name) else ("ru", "uk", "bg", "mk") if CYRILLIC.fullmatch(name) else ()
        found |= {loose(name, language) for language in languages}
    return {key for key in found if len(key) > 3}


def near(key: str, name: str) -> bool:
    """Is it the name in another spelling? Older names and nicknames are left out: of those GeoNames has many that nobody uses."""
    return word_likeness(sounds(key, "en"), sounds(name, "en")) >= 0.7


def cities(path: Path) -> None:
    """Write `cities.tsv`: the id of GeoNames, the country, the English name, and the keys of all names that no other table has."""
    taken = {
        loose(name, col) for k in entities() if k.kind != "city" for col, names in k.names.items() for name in names
    }
    towns: dict[str, tuple[int, str, str, set[str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        id_, name, _, others, _, _, _, code, country, *_, people, _, _, _, _ = line.split("\t")
        if int(people) >= (LARGE if code in ("PPLC", "PPLA") else LARGER) and len(name) > 3:
            own = loose(name, "en")
            if own in taken:
                continue
            keys = {
                k for k in keys_of(others.split(",")) - taken if len(k.split()) <= len(own.split()) and near(k, own)
            }
            towns[id_] = int(people), country, name, {*keys, own}
    claims: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for id_, (size, _, _, keys) in towns.items():
        for key in keys:
            claims[key].append((size, id_))
    owner = {}
    for key, claimed in claims.items():
        first, *rest = sorted(claimed, reverse=True)
        if not rest or first[0] >= FULLER * rest[0][0]:
            owner[key] = first[1]
    lines = ["code\tcountry\ten\tkeys"]
    for id_ in sorted(towns, key=int):
        _, country, name, keys = towns[id_]
        left = sorted(key for key in keys if owner.get(key) == id_)
        if left:
            lines.append("\t".join((id_, country, name, "|".join(left))))
    (TABLES / "cities.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("cities.tsv", len(lines) - 1, "rows")


def main() -> None:
    """Write `cities.tsv` from GeoNames' file where one is given, else `countries.tsv`, `regions.tsv` and `zones.tsv` from CLDR."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geonames", type=Path, help="towns as GeoNames exports them")
    options = parser.parse_args()
    if options.geonames:
        cities(options.geonames)
        return
    locales = {c: [Locale.parse(x) for x in codes] for c, codes in COLUMNS.items()}
    english = Locale.parse("en")
    territories = {
        code: {c: cell(code, [x.territories.get(code, "") for x in own]) for c, own in locales.items()}
        for code in map(str, english.territories)
    }
    outside = {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "CQ", "UM", "MF", "SX", "VG", "VI"}
    write("countries.tsv", {k: v for k, v in territories.items() if len(k) == 2 and k not in outside and v["en"]})
    write("regions.tsv", {k: v for k, v in territories.items() if k in CONTINENTS})
    zones = sorted({str(zone) for own in locales.values() for x in own for zone in x.time_zones} - NOT_TOWNS)
    countries = {name for row in territories.values() for name in row["en"].split("|")}
    towns: dict[str, dict[str, str]] = {}
    for zone in zones:
        area, _, town = zone.partition("/")
        if not (area in ("Europe", "Asia", "Africa", "Australia") or town.split("/")[-1].replace("_", " ") in AMERICAN):
            continue
        row = {c: cell(zone, [x.time_zones.get(zone, {}).get("city") or "" for x in own]) for c, own in locales.items()}
        row["en"] = row["en"] or zone.split("/")[-1].replace("_", " ")
        if row["en"] in countries | {"Vatican", "Hong Kong", "Macao"}:
            continue
        towns[row["en"].replace(" ", "-")] = row
    write("zones.tsv", towns)


if __name__ == "__main__":
    main()
