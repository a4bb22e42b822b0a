"""Listed names that the recogniser did not mark, found in the report's words: the longest first, never inside a longer name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from svod.corrections.listed import CASE, WRITTEN, Claim, Listing, Owner, compatible
from svod.corrections.matching import Window, may_be_case, words_of
from svod.languages import data
from svod.languages.gazetteer import country_of_adjective, lookup
from svod.languages.given_names import given_name
from svod.languages.scripts import key, script_of
from svod.reading.name_features import without_genitive
from svod.reading.name_lemmas import base_forms
from svod.records import Layout, Mention, MentionType, Span

_BEFORE_SENTENCE = frozenset(".!?…:;|•–—")
_QUOTES = frozenset("\"'»«”“„‘’‚‹›([")


def with_missed(
    layout: Layout, mentions: Sequence[Mention], claims: Sequence[Claim | None], listing: Listing
) -> tuple[Mention, ...]:
    """The mentions with those added that a names file lists and the recogniser missed.

    A listed name replaces marked names that lie wholly inside it. It is not looked for where a longer name stands, nor, if it is one
    word, at the start of a sentence when the report has the word in small letters too. A name whose entry gives no type is added only where
    a mention of the same entry or the gazetteer tells the type.
    """
    taken = [listing.tokens_of(m.span) for m in mentions]
    places = _places(layout, mentions, taken, claims, listing)
    ends = [_with_suffix(layout, w.last) for w, _ in places]
    bases = base_forms(layout, [(w.first, end, type_) for (w, type_), end in zip(places, ends, strict=True)])
    added: list[Mention] = []
    for (window, type_), end, (lemma, adjective) in zip(places, ends, bases, strict=True):
        words = words_of(layout.tokens[window.first : window.last], layout.language)
        if window.exact or compatible(_words(lemma, layout.language), words, window.listed.keys):
            start, stop = layout.tokens[window.first].span.start, layout.tokens[end - 1].span.end
            span = Span(start, start + len(without_genitive(layout.text[start:stop])))
            claim = Claim(*window.listed.value, WRITTEN if window.exact else CASE)
            lemma = base_form(span.of(layout.text), lemma, claim, layout.language)
            added.append(Mention(span, type_, lemma, None, adjective))
    kept = [m for m in mentions if not any(a.span.overlaps(m.span) for a in added)]
    return tuple(sorted([*kept, *added], key=lambda m: m.span))


def _places(
    layout: Layout,
    mentions: Sequence[Mention],
    taken: Sequence[tuple[int, int]],
    claims: Sequence[Claim | None],
    listing: Listing,
) -> list[tuple[Window[Owner], MentionType]]:
    """Where listed names stand that were not marked, in order and without overlaps, and their types."""
    types: dict[int, Counter[MentionType]] = {}
    for mention, claim in zip(mentions, claims, strict=True):
        if claim and claim.entry:
            types.setdefault(claim.entry.number, Counter())[mention.type] += 1
    found: list[tuple[Window[Owner], MentionType]] = []
    for window in _best(w for w in listing.windows() if _is_name(layout, w)):
        entry = window.listed.value[1]
        inside = [(a, b) for a, b in taken if a < window.last and window.first < b]
        longer = any(a < window.first or b > window.last or (a == window.first and b >= window.last) for a, b in inside)
        if entry is None or longer or any(w.first < window.last and window.first < w.last for w, _ in found):
            continue
        if not inside and (
            _in_longer_name(layout, window, taken) or _is_mere_word(layout, window, named=entry.number in types)
        ):
            continue
        type_ = entry.type or _type(window, types.get(entry.number, Counter()), layout.language)
        if type_ is not None:
            found.append((window, type_))
    return sorted(found, key=lambda f: f[0].first)


def base_form(surface: str, lemma: str, claim: Claim, language: str) -> str:
    """The base form of a listed name as a report has it: what was found, where the entry lists that too or the listed form is in another
    script than the report; else the listed form."""
    listed = claim.entry.forms if claim.entry else (claim.form,)
    found = _words(lemma, language)
    if script_of(claim.form.text) != script_of(surface) or any(_words(f.text, language) == found for f in listed):
        return lemma
    return claim.form.text


def _words(name: str, language: str) -> tuple[str, ...]:
    return tuple(key(w, language) for w in name.replace("-", " ").split())


def _best(windows: Iterable[Window[Owner]]) -> list[Window[Owner]]:
    """Windows by length, the longest first; of those at one place the ones that only one entry has, as written before in a case."""
    places: dict[tuple[int, int], list[Window[Owner]]] = {}
    for window in windows:
        places.setdefault((window.first, window.last), []).append(window)
    chosen = []
    for found in places.values():
        found.sort(key=lambda w: (not w.exact, -w.listed.value[0].rank))
        best = [
            w for w in found if (w.exact, w.listed.value[0].rank) == (found[0].exact, found[0].listed.value[0].rank)
        ]
        if len({w.listed.value[1].number for w in best if w.listed.value[1]}) == 1:
            chosen.append(best[0])
    return sorted(chosen, key=lambda w: (w.first - w.last, w.first))


def _is_name(layout: Layout, window: Window[Owner]) -> bool:
    """Is it written as a name is? (`a`: of a listed name in small letters nobody can tell.)"""
    listed, tokens, first = window.listed, layout.tokens, window.first
    if not listed.capital:
        return False
    if tokens[first].text[0].islower():
        return tokens[first].text == listed.text.split()[0]  # iPhone, al-Jazeera
    if len(listed.keys[0]) == 1 and len(listed.keys) == 1:
        return window.exact and not _opens(layout, first) and not _is_initial(layout, window.last)
    return True


def _is_mere_word(layout: Layout, window: Window[Owner], *, named: bool) -> bool:
    """Has one word its capital only because a sentence begins with it? Not if the report has it as a name elsewhere; `named`: it has
    another mention of the same entry."""
    first, base = window.first, window.listed.keys[0]
    if len(window.listed.keys) > 1 or not _opens(layout, first):
        return False
    if not window.exact and country_of_adjective(layout.tokens[first].text, layout.language):
        return True  # Japoński is no case of Japonia
    words = [(n, t.text, key(t.text, layout.language)) for n, t in enumerate(layout.tokens) if t.is_word]
    alike = [(n, text) for n, text, word in words if n != first and word[:1] == base[:1] and may_be_case(word, base)]
    if any(text.islower() for _, text in alike):
        return True
    return not named and not any(text[0].isupper() and not _opens(layout, n) for n, text in alike)


def _opens(layout: Layout, n: int) -> bool:
    """Does a sentence or a line begin with token `n`, or with a quotation mark before it, so that it has a capital anyway?"""
    if n == 0 or any(s.start == layout.tokens[n].span.start for s in layout.sentences):
        return True
    before = layout.tokens[n - 1]
    if "\n" in layout.text[before.span.end : layout.tokens[n].span.start] or before.text in _BEFORE_SENTENCE:
        return True
    return before.text in _QUOTES and _opens(layout, n - 1)


def _is_initial(layout: Layout, last: int) -> bool:
    return last < len(layout.tokens) and layout.tokens[last].text == "."


def _in_longer_name(layout: Layout, window: Window[Owner], taken: Sequence[tuple[int, int]]) -> bool:
    """Is one word a part of a longer name that nobody marked: before a word with a capital, or after a given name or an initial?"""
    if len(window.listed.keys) > 1:
        return False
    tokens, after, before = layout.tokens, window.last, window.first - 1
    if after < len(tokens) and not any(a <= after < b for a, b in taken):
        token = tokens[after]
        space = layout.text[tokens[after - 1].span.end : token.span.start]
        capital = token.text[:1].isupper() and not token.text.isupper()
        # Where every noun, or every word of a headline, has a capital, one more says nothing.
        if space == " " and capital and not data(layout.language).get("names", {}).get("capitals"):
            return True
    if before < 0 or layout.text[tokens[before].span.end : tokens[window.first].span.start] != " ":
        return False
    if tokens[before].text == ".":
        return before > 0 and len(tokens[before - 1].text) == 1 and tokens[before - 1].text.isupper()
    return tokens[before].text[:1].isupper() and given_name(tokens[before].text, layout.language) is not None


def _type(window: Window[Owner], counts: Counter[MentionType], language: str) -> MentionType | None:
    """The type of a name whose entry gives none: that of the entry's other mentions, else of the gazetteer."""
    if counts:
        return min(counts, key=lambda t: (-counts[t], t))
    known = {k.type for k in lookup(window.listed.text, language)}
    return known.pop() if len(known) == 1 else None


def _with_suffix(layout: Layout, last: int) -> int:
    """The end of a name with the case ending that a hyphen joins to it: `FIFA-e`, `Trump-om`."""
    pair = layout.tokens[last : last + 2]
    if len(pair) < 2 or pair[0].text not in "-‑" or not pair[1].text.islower() or len(pair[1].text) > 3:
        return last
    touching = layout.tokens[last - 1].span.end == pair[0].span.start and pair[0].span.end == pair[1].span.start
    return last + 2 if touching and pair[1].is_word else last
