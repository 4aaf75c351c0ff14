"""Rules about the options by themselves: does each say one clear thing of its own, and is it explained?"""

import re
from collections.abc import Iterator
from itertools import combinations

from trainer.banks.lint.quantities import quantity
from trainer.banks.lint.question import Choice, Flaw, Question, Rationale
from trainer.banks.lint.wording import near_equal, quoted, tokens

REST = r"(?:the )?(?:above|others?|following|these|those|options?|answers?|choices?|statements?)(?: (?:above|listed|given|answers?|options?))?"
ALL = re.compile(
    rf"\W*(?:all|any|each|every one) (?:of )?{REST}(?: (?:is|are) \w+| apply)?\W*|\W*all (?:are )?(?:correct|true|apply)\W*",
    re.I,
)
NONE = re.compile(
    rf"\W*(?:none|neither) (?:of )?{REST}(?: (?:is|are) \w+| apply)?\W*|\W*none(?: is| are)? (?:correct|true|applies)\W*",
    re.I,
)
LETTER = r"\(?(?:[a-h]|i{1,3}|iv|v)\)?"
COMBINED = re.compile(
    rf"\W*(?:both |options? |answers? |either |only |statements? )*{LETTER}(?:\s*,\s*{LETTER})*\s*,?\s*(?:and|or|&|\+)\s*{LETTER}(?: only| are \w+|, but not {LETTER})?\W*"
    r"|\W*(?:both|two|more than one|either) (?:of )?(?:the |these )?(?:above|options?|answers?|statements?|others?)(?: above)?(?: (?:are|is) \w+)?\W*"
    r"|\W*(?:options?|answers?|statements?) \d(?:\s*,\s*\d)*\s*(?:and|&|or)\s*\d(?: only)?\W*",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\W*(?:both |only )?\d(?:\s*,\s*\d)*\s*,?\s*(?:and|&)\s*\d(?: only)?\W*", re.IGNORECASE)
NUMBERED = re.compile(r"(?:^|[\s(])1[.)]\s")

VAGUE = re.compile(
    r"\b(?:often|usually|frequently|sometimes|occasionally|rarely|seldom|commonly|generally|typically|normally|mostly|may|might)\b",
    re.IGNORECASE,
)
MONTH = re.compile(r"\b(?:in|since|until|by|of|\d) May\b|\bMay \d")
ABSOLUTE = re.compile(
    r"\b(?:always|never|all|only|none|must|every|completely|entirely|totally|impossible|invariably|absolutely|under no circumstances)\b",
    re.IGNORECASE,
)
NOT_ABSOLUTE = re.compile(
    r"\b(?:at all|after all|all (?:three|four|five|six|\d+)|not all|not only|every (?:\d+|two|three|four|five|other|few|hour|day|week|month|year)"
    r"|all day|above all|not always|if at all|all over|all along)\b",
    re.IGNORECASE,
)
LONGEST_OPTION = 30  # words
EMPTY_REASON = re.compile(
    r"\W*(?:this (?:is|answer is|option is) )?(?:not )?(?:the )?(?:correct|incorrect|right|wrong|true|false|key|answer|yes|no|see text|n/?a|tbd)"
    r"(?: (?:answer|option|choice))?\W*",
    re.IGNORECASE,
)


def all_of_the_above(question: Question) -> Iterator[Flaw]:
    for choice in question.choices:
        if ALL.fullmatch(choice.text):
            message = (
                f"“{choice.text}”: who knows two options to be right has it, and who sees one wrong option can drop it."
            )
            mend = "Ask for one thing, or make it multiple response."
            yield Flaw("all-of-the-above", choice.place, message, mend)


def none_of_the_above(question: Question) -> Iterator[Flaw]:
    for choice in question.choices:
        if NONE.fullmatch(choice.text):
            message = f"“{choice.text}” shows at best that a person can see what is wrong, never that they know what is right."
            yield Flaw(
                "none-of-the-above", choice.place, message, "Write a real error in its place, or leave the option out."
            )


def combined_options(question: Question) -> Iterator[Flaw]:
    for choice in question.choices:
        text = choice.text
        if COMBINED.fullmatch(text) or (
            DIGITS.fullmatch(text) and NUMBERED.search(f"{question.context} {question.stem}")
        ):
            message = f"“{text}” combines other options: one known part gives the rest away, and options are shuffled."
            mend = "Make it multiple response, or single best answer with options that stand for themselves."
            yield Flaw("combined-options", choice.place, message, mend)


def vague_frequency(question: Question) -> Iterator[Flaw]:
    for choice in question.choices:
        if match := VAGUE.search(MONTH.sub(" ", choice.text)):
            message = f"“{match[0]}” means one share of cases to one reader and another to the next."
            yield Flaw(
                "vague-frequency",
                choice.place,
                message,
                "Give the number, or word it so that it is right or wrong without it.",
            )


def absolute_term(question: Question) -> Iterator[Flaw]:
    mend = "Take the word out, or use one like it in the key as well."
    if question.kind == "true or false":
        match = ABSOLUTE.search(NOT_ABSOLUTE.sub(" ", question.stem))
        if match and any(choice.text.casefold() == "false" for choice in question.keys):
            message = f"The statement is false and says “{match[0]}”: few things are so without exception, and test takers know that."
            yield Flaw("absolute-term", question.place, message, "Take the word out; make the error one of knowledge.")
        return
    found = [
        (choice, match[0])
        for choice in question.choices
        if (match := ABSOLUTE.search(NOT_ABSOLUTE.sub(" ", choice.text)))
    ]
    if any(choice.is_key for choice, _ in found):
        return
    for choice, word in found:
        message = (
            f"“{word}” stands in wrong options alone: few things are so without exception, and test takers know that."
        )
        yield Flaw("absolute-term", choice.place, message, mend)


ORDER = re.compile(r"\b(?:order|sequence|steps?|first|begin|start|before|after|then)\b", re.IGNORECASE)


def equal_options(question: Question) -> Iterator[Flaw]:
    ordered = bool(ORDER.search(question.stem))
    for first, second in combinations(question.choices, 2):
        if near_equal(first.text, second.text, ordered=ordered):
            message = f"“{first.text}” and “{second.text}” say the same, so neither can be the one right answer."
            yield Flaw("equal-options", second.place, message, "Change one of them, or take it out.")


def long_option(question: Question) -> Iterator[Flaw]:
    for choice in question.choices:
        if (words := len(tokens(choice.text))) > LONGEST_OPTION:
            message = f"This option has {words} words; past {LONGEST_OPTION} it tests memory for the other options."
            yield Flaw(
                "long-option",
                choice.place,
                message,
                "Move what the options share into the stem; one thought an option.",
            )


def heterogeneous_options(question: Question) -> Iterator[Flaw]:
    measured = [choice for choice in question.choices if quantity(choice.text)]
    others = [choice for choice in question.choices if choice not in measured and not is_open_amount(choice)]
    if len(measured) >= 2 and others and len(measured) >= len(others):
        message = f"{quoted([choice.text for choice in others])} stands among numbers: the odd one out is chosen, or dropped, for that."
        yield Flaw("heterogeneous-options", others[0].place, message, "Make all options of one sort.")


def is_open_amount(choice: Choice) -> bool:
    """Answers to "how many" that are no number, like "No limit" or "Until dry"."""
    return bool(
        re.match(
            r"\W*(?:no|none|never|until|as|any|not|without|unlimited|unknown|un\w+|it|there|immediately|at once|the)\b",
            choice.text,
            re.I,
        )
    )


def missing_rationale(question: Question) -> Iterator[Flaw]:
    reasons = [Rationale(choice.why, (*choice.place[:-1], "why") if choice.place else (), choice.text)
               for choice in question.choices if choice.why is not None]  # fmt: skip
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
