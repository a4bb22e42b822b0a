"""Noun phrases around the nouns that stand for persons and countries (`the new Slovene minister of finance`), by the language's data."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from svod.languages.concepts import word
from svod.languages.gazetteer import country_of_adjective, country_of_people
from svod.reading.label_words import Lexicon, Noun, label_lexicon, native, noun_for_people
from svod.reading.speech import grammar, speech
from svod.records import Layout, Mention, Span, Token, Tone

_CLOSING = ",.;:)–-—("
FUNCTION_BITS = 5.5  # words of fewer bits are prepositions, conjunctions and the like
LONGEST_COMPLEMENT = 6  # words after a role that tell whose it is: `spokeswoman of the Italian company Arvenia`
DUAL_REACH = 4  # words between a dual noun and its verb
_WIDEST = 5  # words before the head: `his long-time former Slovene defence minister`


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase: lemma of its head, kind of noun, tone of its words. `several`: it means more than one; `paired`: two together
    (`both`, a dual); `described`: by more than a country; `determiners`: the articles of the language; `nominative`: the head stands
    in its base form; `people`: the country whose people the head names (`the Briton`); `complement`: the words after the head."""

    span: Span
    tokens: tuple[Token, ...]
    head: str
    kind: str
    tone: Tone
    several: bool
    paired: bool
    described: bool
    determiners: frozenset[str]
    nominative: bool
    people: str | None
    complement: frozenset[str]


def find_noun_phrases(layout: Layout, mentions: Sequence[Mention]) -> tuple[NounPhrase, ...]:
    """The noun phrases of a report that may stand for a person or a country, in text order; inside names there are none."""
    lexicon = label_lexicon(layout.language)
    if not lexicon.nouns:
        return ()
    named = {m.span.start: m for m in mentions}
    starts = [t.span.start for t in layout.tokens]
    inside: set[int] = set()
    for mention in mentions:
        if mention.type in ("PER", "LOC", "ORG"):
            inside.update(range(bisect_left(starts, mention.span.start), bisect_left(starts, mention.span.end)))
    found: list[NounPhrase] = []
    for position, token in enumerate(layout.tokens):
        if position in inside or not token.is_word:
            continue
        noun = lexicon.nouns.get(token.norm) or noun_for_people(token, layout.language)
        if noun is not None:
            found.append(_phrase(layout, lexicon, noun, position, inside, named))
    return tuple(found)


def _phrase(
    layout: Layout, lexicon: Lexicon, noun: Noun, position: int, inside: set[int], named: Mapping[int, Mention]
) -> NounPhrase:
    tokens = layout.tokens
    first, lemma = _compound(tokens, position, noun.lemma)
    described = paired = negative = positive = False
    for left in range(first - 1, max(-1, first - 1 - _WIDEST), -1):
        if left in inside and not tokens[left].norm.endswith(
            "'s"
        ):  # `Kremlin's` belongs to the name, and qualifies the head
            break
        kind = _modifier(tokens, left, lexicon, layout.language)
        if kind is None:
            break
        first = left
        paired |= kind == "pair"
        described |= kind == "adjective"
        negative |= lexicon.negative.match_at(tokens, left) is not None
        positive |= lexicon.positive.match_at(tokens, left) is not None
    owned = any(_modifier(tokens, i, lexicon, layout.language) == "country" for i in range(first, position))
    nominative = tokens[position].norm == noun.lemma.casefold()
    last, both = _complement(layout, lexicon, position + 1, {} if owned else named, named.keys())
    if not both:
        last = _open_complement(layout, lexicon, first, last, named, nominative)
    paired |= both
    negative |= lexicon.negative.match_at(tokens, position) is not None
    positive |= lexicon.positive.match_at(tokens, position) is not None
    alone = first == position and last == position + 1 and not (last < len(tokens) and tokens[last].span.start in named)
    dual = "dual" in noun.numbers and (
        "singular" not in noun.numbers or (alone and _dual_verb_near(layout, lexicon, position))
    )
    plural = "singular" not in noun.numbers
    return NounPhrase(
        Span(tokens[first].span.start, tokens[last - 1].span.end),
        tokens[first:last],
        native(lemma, layout),
        noun.kind,
        "negative" if negative else "positive" if positive else "neutral",
        several=paired or dual or plural,
        paired=paired or dual,
        described=described,
        determiners=lexicon.determiners,
        nominative=nominative,
        people=country_of_people(tokens[position].text, layout.language) if noun.kind == "peoples" else None,
        complement=frozenset(t.norm for t in tokens[position + 1 : last] if t.is_word),
    )


def _open_complement(
    layout: Layout, lexicon: Lexicon, first: int, position: int, named: Mapping[int, Mention], nominative: bool
) -> int:
    """The end of what follows a role and tells whose it is, in any words: up to a person's name (`kapitan promu Jan Breg`), or up to a
    mark if the role stands after a name or before another role (`Jan Breg, rybak z Komiży,`). `position` where that is not so.

    No verb, conjunction or other role stands in it. A language without cases joins it by a preposition.
    """
    tokens, language = layout.tokens, layout.language
    verbs = grammar(language)
    at, joined = position, False
    while at < len(tokens) and at - position < LONGEST_COMPLEMENT:
        token = tokens[at]
        mention = named.get(token.span.start)
        if mention is not None and mention.type == "PER":
            # Two oblique cases prove nothing: `лидера протестующих против X` is not X.
            sure = at - position <= 2 or (nominative and not oblique(mention, layout.text))
            return at if at > position and not joined and sure else position
        if mention is not None:
            if at == position and lexicon.links:
                return position
            at, joined = at + len(layout.tokens_in(mention.span)), False
        elif token.norm in lexicon.openers or token.norm in lexicon.determiners:
            at, joined = at + 1, True
        elif token.text in '„“”»«"':
            at += 1
        elif (
            not token.is_word
            or (token.text[0].isupper() and not joined)
            or token.norm in lexicon.nouns
            or verbs.is_finite(token)
            or token.norm in speech(language).prepositions
            or word(token.norm, language).bits < FUNCTION_BITS
            or (at == position and lexicon.links)
        ):
            break
        else:
            at, joined = at + 1, False
    while at > position and tokens[at - 1].text in '„»«"' and at - 1 > position:
        at -= 1
    if at == position or joined or (at < len(tokens) and tokens[at].text not in _CLOSING):
        return position
    after_name = first >= 2 and tokens[first - 1].text == "," and _ends_person(tokens[first - 2].span.end, named)
    before_name = at + 1 < len(tokens) and tokens[at].text == "," and _is_person(named.get(tokens[at + 1].span.start))
    return at if after_name or before_name or _before_role(layout, lexicon, at) else position


def oblique(mention: Mention, text: str) -> bool:
    """Does a name surely stand in another case than its base form? One word that differs may be a base form wrongly guessed (`Luka` made
    into `Luk`), unless it ends as no man's name and few women's do in their base form (`Theresy`)."""
    surface, lemma = mention.span.of(text).casefold().split(), mention.lemma.casefold().split()
    apart = [s for s, base in zip(surface, lemma, strict=False) if s != base] if len(surface) == len(lemma) else []
    return len(apart) > 1 or any(s.endswith(tuple("yiуыиіїюu")) or len(surface) == 1 for s in apart)


def _is_person(mention: Mention | None) -> bool:
    return mention is not None and mention.type == "PER"


def _ends_person(offset: int, named: Mapping[int, Mention]) -> bool:
    return any(m.span.end == offset and m.type == "PER" for m in named.values())


def _before_role(layout: Layout, lexicon: Lexicon, at: int) -> bool:
    """`the captain of the ferry, Briton James Wilcox`."""
    tokens = layout.tokens
    if at + 1 >= len(tokens) or tokens[at].text != ",":
        return False
    return tokens[at + 1].norm in lexicon.nouns or noun_for_people(tokens[at + 1], layout.language) is not None


def _dual_verb_near(layout: Layout, lexicon: Lexicon, position: int) -> bool:
    """`voditelja sta` are two, `obisk voditelja` is one's: the verb of the clause decides."""
    nearby = layout.tokens[max(0, position - DUAL_REACH) : position + DUAL_REACH]
    return any(t.norm in lexicon.duals for t in nearby)


def _compound(tokens: Sequence[Token], position: int, lemma: str) -> tuple[int, str]:
    """`пресс-секретарь`, `vice-president`: what is joined by a hyphen belongs to the head."""
    first = position
    while first >= 2 and tokens[first - 1].text in "-‑" and tokens[first - 2].is_word:
        if (
            tokens[first - 2].span.end != tokens[first - 1].span.start
            or tokens[first - 1].span.end != tokens[first].span.start
        ):
            break
        first -= 2
        lemma = f"{tokens[first].norm}-{lemma}"
    return first, lemma


def _modifier(tokens: Sequence[Token], position: int, lexicon: Lexicon, language: str) -> str | None:
    """How the word qualifies a head after it: as one of a `pair`, by its `country`, as an `adjective`; None where it does not."""
    token = tokens[position]
    if not token.is_word:
        return None
    if lexicon.pairs.match_at(tokens, position):
        return "pair"
    compass = position + 1 < len(tokens) and country_of_adjective(f"{token.text} {tokens[position + 1].text}", language)
    if compass or country_of_adjective(token.text, language):
        return "country"
    if (
        lexicon.adjectives.match_at(tokens, position)
        or lexicon.negative.match_at(tokens, position)
        or lexicon.positive.match_at(tokens, position)
        or (lexicon.relational and token.norm.endswith(lexicon.relational) and len(token.norm) > 4)
    ):
        return "adjective"
    return None


def _complement(
    layout: Layout, lexicon: Lexicon, position: int, named: Mapping[int, Mention], starts: Set[int]
) -> tuple[int, bool]:
    """The end of what follows the head and belongs to it: an office's field, a country or an organisation, at most three of them; and
    whether that is `of the two countries`, whose leaders are two."""
    tokens = layout.tokens
    for _ in range(3):
        match = lexicon.complements.match_at(tokens, position) if position < len(tokens) else None
        if match is not None:
            # An open phrase (`ds. _ _?`) ends where a name or a mark begins.
            ends = (
                n
                for n in range(match.first + 1, match.last)
                if tokens[n].span.start in starts or tokens[n].text in ',;:!?"'
            )
            position = next(ends, match.last)
            continue
        start = position
        while start < len(tokens) and (
            tokens[start].norm in lexicon.links or tokens[start].norm in lexicon.determiners
        ):
            start += 1
        mention = named.get(tokens[start].span.start) if start < len(tokens) else None
        linked = start > position or not lexicon.links
        if mention is None or mention.type not in ("LOC", "ORG") or not linked:
            pair = lexicon.pairs.match_at(tokens, position) if position < len(tokens) else None
            noun = lexicon.nouns.get(tokens[pair.last].norm) if pair and pair.last < len(tokens) else None
            return (pair.last + 1, True) if pair and noun and noun.kind == "countries" else (position, False)
        position = start + len(layout.tokens_in(mention.span))
    return position, False
