"""Grammar that tells the key from the rest: article, number, form, punctuation."""

import re
from collections.abc import Iterator

from trainer.banks.lint.question import Flaw, Question
from trainer.banks.lint.wording import quoted, tokens

ARTICLE = re.compile(r"\b(an?)\W*$")
VOWEL = re.compile(r"\W*(?!uni[a-z]|use|usu|uti|ute|eu|one\b|once)[aeiou]|\W*(?:hour|honest|honor|heir)", re.IGNORECASE)
VOWEL_LETTER = re.compile(r"\W*[AEFHILMNORSX](?=[A-Z]|\b)")  # an MRI
CONSONANT_LETTER = re.compile(r"\W*U(?=[A-Z]|\b)")  # a UV lamp
WORDS_TO_TELL = 5  # in longer options number can no longer be told

SEVERAL = re.compile(
    r"\b(?:which|what)(?: two| three)? (?:(?!is\b|was\b)\w+ ){0,2}?\w+(?<![su])s (?:are|were|do|have)\b"
    r"|\b(?:are|were)(?: the)?\W*$",
    re.IGNORECASE,
)
SINGLE = re.compile(r"\b(?:is|was) an?\W*$", re.IGNORECASE)
AFTER_HEAD = re.compile(r" (?:of|in|on|at|to|from|for|by|with|under|over|between|near|behind|below|above|per) ")
SINGULAR_S = ("ss", "us", "is", "ps", "as", "os", "ics")

OBJECTS = frozenset("a an the it them him her his its their your this that these those each every no".split())
NO_ACT = frozenset(
    """
    nothing something anything everything during string swelling bleeding evening morning existing falling following
    growing increasing decreasing lasting leading living missing overlying remaining resting rising surrounding
    underlying working
    """.split()
)
SHARED = frozenset("to by because as with".split())  # not shared by the key: a cue
ALONE = frozenset("to because".split())  # in the key alone: a cue


def grammar_cue(question: Question) -> Iterator[Flaw]:
    yield from article_cue(question)
    if len(question.keys) == 1 and len(question.distractors) >= 2:
        yield from number_cue(question)
        yield from form_cue(question)
        yield from period_cue(question)


def article_cue(question: Question) -> Iterator[Flaw]:
    end = ARTICLE.search(question.stem)
    wrong = [choice for choice in question.choices if end and takes_an(choice.text) != (end[1] == "an")]
    if end and wrong:
        message = f"The stem ends with “{end[1]}”, which does not go with {quoted([choice.text for choice in wrong])}."
        mend = "End the stem before the article and put it into each option."
        yield Flaw("grammar-cue", wrong[0].place, message, mend)


def takes_an(text: str) -> bool:
    if CONSONANT_LETTER.match(text):
        return False
    return bool(VOWEL_LETTER.match(text) or VOWEL.match(text))


def number_cue(question: Question) -> Iterator[Flaw]:
    if any(len(tokens(choice.text)) > WORDS_TO_TELL for choice in question.choices):
        return
    key = question.keys[0]
    several, wrong = SEVERAL.search(question.stem), {is_plural(choice.text) for choice in question.distractors}
    if several and wrong == {False} and is_plural(key.text):
        message = f"The stem asks for several (“{several[0].strip()}”), and the key “{key.text}” alone is plural."
    elif not several and SINGLE.search(question.stem) and wrong == {True} and not is_plural(key.text):
        message = f"The stem asks for one, and the key “{key.text}” alone is singular."
    else:
        return
    yield Flaw("grammar-cue", key.place, message, "Give all options the same number.")


def is_plural(text: str) -> bool:
    if "," in text or " and " in text:
        return False
    last = AFTER_HEAD.split(text.strip(" ."))[0].split(" ")[-1].casefold()
    return len(last) > 3 and last.endswith("s") and not last.endswith(SINGULAR_S)


def form_cue(question: Question) -> Iterator[Flaw]:
    """The key begins as no other option does. What may begin any option, like "with", is no cue in the key alone."""
    key, wrong = question.keys[0], [choice.text for choice in question.distractors]
    mine, theirs = first_word(key.text), {first_word(text) for text in wrong}
    how = ""
    if has_object(key.text) and not any(map(is_ing, wrong)):
        how = "begins with a word in -ing"
    elif all(map(has_object, wrong)) and not is_ing(key.text):
        how = "does not begin with a word in -ing"
    elif mine in ALONE and mine not in theirs:
        how = f"begins with “{mine}”"
    elif len(theirs) == 1 and theirs <= SHARED - {mine}:
        how = f"does not begin with “{theirs.pop()}”"
    if how:
        message = f"The key “{key.text}” {how}, unlike every other option."
        yield Flaw("grammar-cue", key.place, message, "Give all options the same grammatical form.")


def first_word(text: str) -> str:
    return (tokens(text) or ("",))[0]


def is_ing(text: str) -> bool:
    return first_word(text).endswith("ing")


def has_object(text: str) -> bool:
    """“Washing hands” and “Opening the pack”, but not “Tingling in a hand” or “Lasting pain”: those are no acts."""
    first, second = (*tokens(text), "", "")[:2]
    if not first.endswith("ing") or first in NO_ACT:
        return False
    return second in OBJECTS or (second.endswith("s") and not second.endswith(SINGULAR_S))


def period_cue(question: Question) -> Iterator[Flaw]:
    key = question.keys[0]
    mine, theirs = ends(key.text), {ends(choice.text) for choice in question.distractors}
    if theirs == {not mine}:
        message = f"The key “{key.text}” {'has a' if mine else 'has no'} period at its end, unlike every other option."
        yield Flaw("grammar-cue", key.place, message, "Punctuate all options alike.")


def ends(text: str) -> bool:
    return text.rstrip('"”’ ').endswith(".")
