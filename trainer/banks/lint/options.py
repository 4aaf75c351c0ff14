"""Rules about the options by themselves: does each say one clear thing of its own, and is it explained?"""

import re
from collections.abc import Iterator
from itertools import combinations

from trainer.banks.lint.quantities import quantity
from trainer.banks.lint.question import Choice, Flaw, Question, Rationale
from trainer.banks.lint.wording import near_equal, phrases, quoted, tokens

OTHERS = (
    r"(?:the )?(?:(?:above|listed|given|mentioned|named) \w+|above|others?|following|these|those"
    r"|options?|answers?|choices?|statements?)"
)
REST = rf"{OTHERS}(?: (?:above|listed|given|answers?|options?|choices?))?(?: (?:is|are) \w+| apply)?"
ALL = re.compile(
    rf"\W*(?:(?:all|any|each|every one) (?:of )?{REST}|all (?:are )?(?:correct|true|right|apply))\W*", re.IGNORECASE
)
NONE = re.compile(
    rf"\W*(?:(?:none|neither) (?:of )?{REST}|none(?: is| are)? (?:correct|true|right|applies|apply))\W*", re.IGNORECASE
)

LETTER = r"\(?(?:[a-h]|i{1,3}|iv|v)\)?"
PREFIX = r"(?:both |either |only |options? |answers? |choices? |statements? )*"
LETTERS = re.compile(
    rf"\W*{PREFIX}{LETTER}(?:, ?{LETTER})*,? (?:and|or|&|\+) {LETTER}(?: only| alone| are \w+)?\W*", re.IGNORECASE
)
BOTH = re.compile(
    rf"\W*(?:both|two|more than one|either) (?:of )?{REST}\W*|\W*(?:both|either)(?: are| is)? \w+\W*", re.IGNORECASE
)
DIGITS = re.compile(rf"\W*{PREFIX}\d(?:, ?\d)*,? (?:and|&|or) \d(?: only| alone)?\W*", re.IGNORECASE)
NAMED = re.compile(r"options?|answers?|choices?|statements?", re.IGNORECASE)
NUMBERED = re.compile(r"(?:^|[\s(])1[.)]\s")

VAGUE = phrases(
    "often|usually|frequently|sometimes|occasionally|rarely|seldom|commonly|generally|typically|mostly|may|might"
)
NOT_VAGUE = re.compile(  # the month, and permission
    r"\b(?:in|since|until|by|of|\d) May\b|\bMay \d"
    r"|\bmay (?:not )?(?:go|fly|drive|leave|return|resume|start|continue|be needled)\b"
)
ABSOLUTE = phrases(
    "always|never|all|only|none|must|every|completely|entirely|totally|impossible|invariably|absolutely",
    "under no circumstances",
)
NOT_ABSOLUTE = phrases(
    r"all (?:has|have|had|is|was|that)|all of (?:them|it|which)",
    r"at all|after all|above all|all day|all over|all along|not all|not only",
    "not always",
    r"must (?:lie|have|come|mean)|none (?:seen|found|needed|so far|yet)|all (?:three|four|five|six|\d+)",
    r"every (?:\d+|two|three|four|five|other|few|second|third|hour|day|night|morning|evening|week|month|year|time)",
)
LONGEST_OPTION = 30  # words
ORDER = phrases("order|sequence|steps?|begin|first|start|before|after|then")
EMPTY_REASON = re.compile(
    r"\W*(?:(?:this|that|it) )?(?:(?:answer|option|choice) )?(?:is )?(?:not )?(?:the |an? )?"
    r"(?:correct|incorrect|right|wrong|true|false|key|answer|distractor|yes|no|see text|n/?a|tbd)"
    r"(?: (?:answer|option|choice))?\W*",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"\W*(?:no|none|never|until|as|any|not|without|un\w+|it|there|immediately|at once|the|when\w*)\b", re.IGNORECASE
)


TIME = re.compile(
    r"\d|\b(?:half|double|twice|once|daily|weekly|monthly|yearly|hour|day|night|week|month|year|minute|second)s?\b",
    re.I,
)


def all_of_the_above(question: Question) -> Iterator[Flaw]:
    mend = "Ask for one thing, or make it multiple response."
    for choice in question.choices:
        if ALL.fullmatch(choice.text):
            message = (
                f"“{choice.text}”: who knows two options to be right has it, and who sees one wrong option can drop it."
            )
            yield Flaw("all-of-the-above", choice.place, message, mend)


def none_of_the_above(question: Question) -> Iterator[Flaw]:
    mend = "Write a real error in its place, or leave the option out."
    for choice in question.choices:
        if NONE.fullmatch(choice.text):
            message = (
                f"“{choice.text}” shows at best that a person sees what is wrong, never that they know what is right."
            )
            yield Flaw("none-of-the-above", choice.place, message, mend)


def combined_options(question: Question) -> Iterator[Flaw]:
    mend = "Make it multiple response, or write options that stand for themselves."
    numbered = numbers_of_statements(question)
    for choice in question.choices:
        if is_combined(choice.text, f"{question.context} {question.stem}") or choice in numbered:
            message = (
                f"“{choice.text}” combines other options: one known part gives the rest away, and options are shuffled."
            )
            yield Flaw("combined-options", choice.place, message, mend)


def numbers_of_statements(question: Question) -> list[Choice]:
    """Options like "1, 2 and 3" and "2 and 4": with more numbers here and fewer there they are no days and no sizes."""
    found = [choice for choice in question.choices if DIGITS.fullmatch(choice.text)]
    return found if len({len(re.findall(r"\d", choice.text)) for choice in found}) > 1 else []


def is_combined(text: str, before: str) -> bool:
    if LETTERS.fullmatch(text) or BOTH.fullmatch(text):
        return True
    return bool(DIGITS.fullmatch(text) and (NAMED.search(text) or NUMBERED.search(before)))


def vague_frequency(question: Question) -> Iterator[Flaw]:
    mend = "Give the number, or word it so that it is right or wrong without it."
    for choice in question.choices:
        if match := VAGUE.search(NOT_VAGUE.sub(" ", choice.text)):
            message = f"“{match[0]}” means one share of cases to one reader and another to the next."
            if match[0].casefold() in ("may", "might"):
                message = f"“{match[0]}” makes almost any option right: nearly everything may be."
            yield Flaw("vague-frequency", choice.place, message, mend)


def absolute_term(question: Question) -> Iterator[Flaw]:
    known = "few things are so without exception, and test takers know that."
    if question.kind == "true or false":
        word = absolute(question.stem)
        if word and any(choice.text.casefold() == "false" for choice in question.keys):
            message = f"The statement is false and says “{word}”: {known}"
            yield Flaw("absolute-term", question.place, message, "Take the word out; make the error one of knowledge.")
        return
    if not any(absolute(choice.text) for choice in question.keys):
        for choice in question.distractors:
            if word := absolute(choice.text):
                message = f"“{word}” stands in wrong options alone: {known}"
                mend = "Take the word out, or use one like it in the key as well."
                yield Flaw("absolute-term", choice.place, message, mend)


def absolute(text: str) -> str:
    if ALL.fullmatch(text) or NONE.fullmatch(text) or is_combined(text, ""):
        return ""  # found by rules of their own
    match = ABSOLUTE.search(NOT_ABSOLUTE.sub(" ", text))
    return match[0] if match else ""


def equal_options(question: Question) -> Iterator[Flaw]:
    ordered = bool(ORDER.search(question.stem))
    for first, second in combinations(question.choices, 2):
        if near_equal(first.text, second.text, ordered=ordered):
            message = f"“{first.text}” and “{second.text}” say the same, so neither can be the one right answer."
            yield Flaw("equal-options", second.place, message, "Change one of them, or take it out.")


def long_option(question: Question) -> Iterator[Flaw]:
    mend = "Move what the options share into the stem; one thought an option."
    for choice in question.choices:
        if (words := len(tokens(choice.text))) > LONGEST_OPTION:
            message = f"This option has {words} words; past {LONGEST_OPTION} it tests memory for the other options."
            yield Flaw("long-option", choice.place, message, mend)


def heterogeneous_options(question: Question) -> Iterator[Flaw]:
    measured = [choice for choice in question.choices if quantity(choice.text)]
    others = [choice for choice in question.choices if not quantity(choice.text) and not is_amount(choice)]
    if len(measured) >= 2 and others and len(measured) >= len(others):
        odd = quoted([choice.text for choice in others])
        message = f"Among numbers there is {odd}: the odd one out is chosen, or dropped, for that."
        yield Flaw("heterogeneous-options", others[0].place, message, "Make all options of one sort.")


def is_amount(choice: Choice) -> bool:
    """Answers to "how much" that are no number, like "No limit" or "Until dry", or that hold one."""
    return bool(AMOUNT.match(choice.text) or TIME.search(choice.text))


def missing_rationale(question: Question) -> Iterator[Flaw]:
    reasons = [
        Rationale(choice.why, (*choice.place[:-1], "why"), choice.text)
        for choice in question.choices
        if choice.why is not None
    ]
    for reason in [*reasons, *question.rationales]:
        about = f"Why “{reason.of}” is right or wrong" if reason.of else "Why the answer is right"
        if not reason.text.strip():
            said = "is not said"
        elif EMPTY_REASON.fullmatch(reason.text) or (reason.of and near_equal(reason.text, reason.of)):
            said = f"is not said by “{reason.text.strip()}”"
        else:
            continue
        message = f"{about} {said}: the learner would be told a verdict and taught nothing."
        yield Flaw("missing-rationale", reason.place, message, "Give the reason, as the material gives it.")
