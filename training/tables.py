"""Writes the tables of `svod.languages` that are computed: the countries, regions and towns that CLDR (through babel) names.

    python training/tables.py

CLDR is under the Unicode License v3 (SPDX Unicode-3.0), which lets its data be copied with its notice (`tables/README.md`). The towns are
the exemplar cities of the time zones, most capitals among them.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from babel import Locale

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


def main() -> None:
    """Write `countries.tsv`, `regions.tsv` and `zones.tsv`."""
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
