"""What a language's data says about reported speech, made ready for matching: cues, attribution phrases and function words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from svod.languages import data, words
from svod.languages.phrases import Phrases
from svod.records import Token

VERBS = ("say", "think", "carry", "act", "label", "told")
"""Kinds of verbs, those that say most about the sentence first: a verb in two lists is of both kinds. `told` is passive or
impersonal: its subject, if it has one, is who was told."""


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words, some of them given by how they begin (`predsjedni*`)."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]

    def __contains__(self, norm: str) -> bool:
        return norm in self.exact or norm.startswith(self.beginnings)


def word_set(language: str, *path: str) -> Words:
    """The words of a list of the language's data, alternatives (`a|b`) taken apart."""
    single = [w for entry in words(language, *path) for w in entry.casefold().split("|")]
    return Words(
        frozenset(w for w in single if not w.endswith("*")),
        tuple(sorted({w[:-1] for w in single if len(w) > 1 and w.endswith("*")})),
    )


@dataclass(frozen=True, slots=True)
class Speech:
    """The `[quotations]` table of a language."""

    cues: Phrases
    """Verbs of speech; the value names their kinds, `say carry`."""
    attributions: Phrases
    """Phrases that begin an attribution: value `according` (a name follows), `own` (a pronoun is in it),
    `as` (a clause follows),
    `ask` (a question follows), `nouns` (a noun of speech), `viewpoint` (a source only if somebody follows)."""
    about_this: Phrases
    beside: Phrases
    """Verbs that only direct speech has beside it, and what whoever speaks does meanwhile (`“…,” sighed Bell`)."""
    that: Words
    subjunctive: Words
    about: Words
    whether: Phrases
    auxiliaries: Words
    adverbs: Words
    prepositions: Words
    at: Words
    contrast: Words
    joining: Words
    relatives: Words
    pronouns: Words
    persons: Words
    institutions: Words
    media: Words
    toward: Words
    sentential: Words
    cite: Words
    """Verbs whose subject carries the words and whose object said them: `AFP quotes the minister`."""
    journalists: Words
    genitive: Words
    feminine: Words
    masculine: Words
    feminine_titles: Words
    masculine_titles: Words
    feminine_names: Words
    masculine_names: Words
    told_to: Words
    articles: Words
    media_names: Words
    owners: Words
    documents: Words
    spokespersons: Words
    """Nouns for people who speak for a body, so that what they say is the body's."""
    companies: Words
    """Nouns for a company, which stand for the one that the report is about."""
    to_whom: Words
    """Prepositions before whoever something is said to."""
    to_pronouns: Words
    """Pronouns for those who are spoken to."""
    addressing: Words
    """Verbs whose object is whoever something is said to (`told`, `warned`)."""
    impersonal: Phrases
    """Verbs that leave open who says it (`повідомляється`, `navodi se`)."""
    no_subject: Words
    """Words that begin a clause before its verb and are no subject."""
    such: Phrases
    """What begins a sentence about a statement that was told before (`Такое заявление`)."""
    one_of: Phrases
    """What begins the words for one or some of many (`jeden z`)."""
    citing: Phrases
    """What a medium says before the source of its words (`ссылаясь на`)."""
    unnamed: Phrases
    """Words that keep back who a source is."""
    recalling: Phrases
    """What begins a sentence that recalls what happened before the news (`Нагадаємо`)."""
    credits: Words
    """Words before a colon and the author or source of a report (`Autor: ČTK`)."""
    pictures: Words
    """Words for pictures, whose sources are none of the report."""
    cited_by: Phrases
    """What stands before the medium that carries the words (`цитирани от`)."""
    datives: tuple[str, ...]
    """Endings of the dative plural that no other case without a preposition has."""
    datives_beside: tuple[str, ...]
    """Endings of the dative that count only right beside the verb, as another case has them too."""
    dative_articles: Words
    """Articles that show that a noun is in the dative."""
    sites: Words
    """Where a body speaks itself: its page, its statement (`повідомили на сайті ВООЗ`)."""
    corrective: Words
    wording: Words
    """Nouns before words in marks that are somebody's (`with the words “…”`)."""
    titled: Words
    """Words before a title in marks (`entitled “…”`), which nobody says."""
    by: Words
    """Prepositions that name the speaker of passive speech."""
    courts: Words
    """Bodies whose decisions are acts of law and no speech."""
    negations: Words
    """What makes a verb no attribution: `не уточнив`."""
    interrogatives: Words
    question_particles: Words
    bare_questions: Words
    """Interrogatives that need no comma before them."""
    reported_mood: Words
    """Forms that only reported speech has (`sei`, `habe`); `mood_ends` where their endings tell, `plain_mood` what rules it out."""
    plain_mood: Words
    conditional: Words
    unsaid: Words
    """Auxiliaries of the future: `bo dejal` is not said yet."""
    looming: Words
    """Verbs with which things threaten as well as people."""
    things: Words
    """Pronouns that stand for what was said or for what nobody says: `o tym`, `это`."""
    takes: tuple[tuple[str, Words], ...]
    """Prepositions with the verbs whose object they begin: `ostrzegł przed …`."""
    hearsay: Phrases
    """What marks a clause as somebody else's words: `podobno`, `naj bi`."""
    planned: Phrases
    """Those of them that tell of things what is planned."""
    not_that: Phrases
    """What makes a conjunction with the complementiser after it, so that no content begins there: `v případě, že`."""
    as_what: Words
    """Prepositions before what something is called: `označili za kršitev`."""
    as_ends: tuple[str, ...]
    """Endings of the case of what something is called (`nazwał umowę błędem`)."""
    regard: Words
    """Verbs with which somebody takes something for something: `považuje za`."""
    turns: Words
    """What begins a clause that the outlet adds from another time: `ранее`, `později`."""
    topic: Words
    """Forms of verbs of saying that only tell what somebody spoke about: `mówiąc o`."""
    separable: tuple[tuple[str, Words], ...]
    """Particles of verbs that come apart, with the verbs that announce speech only with them: `räumte … ein`."""
    inserted_only: Words
    """Words that attribute only within or after what is said: `…, so der Minister`."""
    postposed: Words
    """Words of source phrases that stand after the source: `Zeugen zufolge`."""
    hearsay_modals: Words
    """Modal verbs that make a clause with a perfect infinitive somebody else's words: `soll … haben`."""
    claim_modals: Words
    """Modal verbs with which the subject claims what the perfect infinitive tells: `will … gesehen haben`."""
    perfect: Words
    """Auxiliaries of the perfect, between which and its participle the object stands."""
    perfect_ends: tuple[str, ...]
    """Endings of its participle."""
    perfect_be: Phrases
    """Participles with the other auxiliary of the perfect infinitive (`gekommen sein`)."""
    asking: Words
    """Verbs before a reported question without a comma (`asked what …`, `reći koliko …`)."""
    passive: Words
    """Auxiliaries of the passive, of whose subject something is said that it does not say (`being questioned`)."""
    progressive_ends: tuple[str, ...]
    """Endings of what is no passive after these auxiliaries (`are demanding`)."""
    circumstance: Words
    """Conjunctions of time that end what somebody promised or asked for (`ruled out a sale, hours after …`)."""
    infinitive_starts: Words
    """Beginnings of infinitives that have their particle inside (`aufzustehen`)."""
    proverbial: Phrases
    """What is said by nobody in particular: `as the saying goes`, `kako se kaže`."""
    fixed_mood: Phrases
    """Set phrases in the mood of reported speech that report nothing: `es sei denn`."""
    verb_first: bool
    """An attribution after what is said begins with its verb (`…, sagte X`), so that `…, der X sagte` is none."""
    participle_ends: tuple[str, ...]
    infinitive_ends: tuple[str, ...]
    mood_ends: tuple[str, ...]
    oblique: tuple[str, ...]
    addressed: tuple[str, ...]
    """Endings of nouns for those who are spoken to."""
    abstract_ends: tuple[str, ...]
    """Endings of nouns for what is asked for, never for whom is asked."""
    feminine_ends: tuple[str, ...]
    masculine_ends: tuple[str, ...]
    plural_ends: tuple[str, ...]
    feminine_nouns: tuple[str, ...]
    feminine_surnames: tuple[str, ...]
    masculine_surnames: tuple[str, ...]
    as_words: Words
    whether_words: Words
    cases: bool
    subject_first: bool
    capital_nouns: bool
    """Nouns have capitals, which so tell no name."""
    that_dropped: bool


def _forms(verb: str, classes: dict[str, str]) -> list[str]:
    """The forms of a verb written `stem+class`, where a class is a list of endings; anything else as it stands."""
    stem, plus, name = verb.partition("+")
    return [stem + ending for ending in classes[name].split("|")] if plus else [verb]


@lru_cache(maxsize=64)
def speech(language: str) -> Speech:
    """The reported-speech data of a language, compiled once; empty lists for a language without data."""
    table: dict[str, Any] = data(language).get("quotations", {})
    kinds: dict[str, list[str]] = {}
    classes = table.get("paradigms", {})
    for kind in VERBS:
        for entry in words(language, "quotations", kind):
            for verb in [entry] if " " in entry else entry.split("|"):
                for form in _forms(verb, classes):
                    kinds.setdefault(form, []).append(kind)
    beginnings = {verb[:-1]: found for verb, found in kinds.items() if verb.endswith("*")}
    for verb, found in kinds.items():
        if verb.startswith(tuple(beginnings)):  # `negira*` among the acts and `negiraju` among the verbs of saying
            found += [k for start, more in beginnings.items() if verb.startswith(start) for k in more if k not in found]
    attributions: dict[str, str] = {}
    for kind in ("nouns", "as", "viewpoint", "according", "own", "ask"):
        for entry in words(language, "quotations", kind):
            for phrase in [entry] if " " in entry else entry.split("|"):
                attributions[phrase] = kind
    sets: dict[str, Any] = {
        name: word_set(language, "quotations", name)
        for name in (
            "that", "subjunctive", "about", "auxiliaries", "adverbs", "prepositions", "at", "contrast", "joining",
            "relatives", "pronouns", "persons", "institutions", "media", "toward", "sentential", "cite", "journalists",
            "genitive", "feminine", "masculine", "feminine_titles", "masculine_titles", "feminine_names",
            "masculine_names", "told_to", "articles", "media_names", "owners", "documents", "spokespersons",
            "companies",
            "to_whom", "to_pronouns", "sites", "dative_articles", "pictures", "credits", "addressing", "no_subject",
            "corrective", "wording", "titled", "by", "courts", "negations",
            "interrogatives", "question_particles",
            "bare_questions", "things", "reported_mood", "plain_mood", "conditional", "unsaid",
            "looming", "postposed", "inserted_only", "asking", "passive", "circumstance", "infinitive_starts", "hearsay_modals",
            "claim_modals", "perfect", "as_what", "regard", "turns", "topic",
        )
    }  # fmt: skip
    sets["persons"] = Words(
        sets["persons"].exact | sets["owners"].exact, sets["persons"].beginnings + sets["owners"].beginnings
    )
    endings: dict[str, Any] = {
        name: tuple(sorted(word_set(language, "quotations", name).exact))
        for name in (
            "oblique", "addressed", "abstract_ends", "datives_beside", "datives", "feminine_ends", "masculine_ends", "plural_ends",
            "feminine_nouns", "feminine_surnames",
            "masculine_surnames", "participle_ends", "infinitive_ends",
            "mood_ends", "as_ends", "perfect_ends", "progressive_ends",
        )
    }  # fmt: skip
    phrases: dict[str, Any] = {
        name: Phrases(words(language, "quotations", name))
        for name in (
            "about_this", "beside", "unnamed", "such", "citing", "one_of", "recalling", "cited_by", "impersonal",
            "whether", "hearsay", "planned", "not_that", "perfect_be", "proverbial", "fixed_mood",
        )
    }  # fmt: skip
    return Speech(
        cues=Phrases({verb: " ".join(found) for verb, found in kinds.items()}),
        attributions=Phrases(attributions),
        takes=tuple((name, word_set(language, "quotations", "takes", name)) for name in sorted(table.get("takes", {}))),
        separable=tuple(
            (name, word_set(language, "quotations", "separable", name)) for name in sorted(table.get("separable", {}))
        ),
        verb_first=bool(table.get("verb_first", False)),
        cases=bool(table.get("cases", False)),
        subject_first=bool(table.get("subject_first", False)),
        capital_nouns=bool(table.get("capital_nouns", False)),
        that_dropped=bool(table.get("that_dropped", False)),
        as_words=word_set(language, "quotations", "as"),
        whether_words=word_set(language, "quotations", "whether"),
        **endings,
        **phrases,
        **sets,
    )


@dataclass(frozen=True, slots=True)
class Grammar:
    """The `[clauses]` table of a language."""

    finite: Words
    endings: tuple[str, ...]
    not_finite: Words
    coordinating: Words
    subordinating: Words
    future: Words
    possible: Words
    denial: Words
    announcing: Words

    def is_finite(self, token: Token) -> bool:
        """Is the word a finite verb, as far as its form tells?"""
        norm = token.norm
        if norm in self.finite:
            return True
        return (
            len(norm) > 3
            and norm.endswith(self.endings)
            and norm not in self.not_finite
            and not token.text[0].isupper()
        )


@lru_cache(maxsize=64)
def grammar(language: str) -> Grammar:
    """The data on clauses of a language, compiled once; nothing is finite in a language without data."""
    sets = {
        name: word_set(language, "clauses", name)
        for name in (
            "finite", "not_finite", "coordinating", "subordinating", "future", "possible", "denial", "announcing",
        )
    }  # fmt: skip
    return Grammar(endings=tuple(sorted(word_set(language, "clauses", "endings").exact)), **sets)
