"""Rules about options that are numbers, or that hold each other: in order, apart, and in one unit."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from trainer.banks.lint.quantities import Quantity, quantity
from trainer.banks.lint.question import Choice, Flaw, Question
from trainer.banks.lint.wording import elements, near_equal

KEEP = "keep the order as written (`fixed_order: true`)"
APART = 3  # times the shorter span
Measured = list[tuple[Choice, Quantity]]


def measured(question: Question) -> Measured:
    """The options with their quantities when all, or all but one, are quantities; else nothing."""
    found = [(choice, value) for choice in question.choices if (value := quantity(choice.text))]
    return found if len(found) >= 2 and len(found) >= len(question.choices) - 1 else []


def unordered_numbers(question: Question) -> Iterator[Flaw]:
    found = measured(question)
    if len(found) < max(3, len(question.choices)) or not all(
        one.is_like(other) for (_, one), (_, other) in pairwise(found)
    ):
        return
    values = [value.ends for _, value in found]
    if not is_rising(values) and not is_rising(values[::-1]):
        listed = ", ".join(choice.text for choice, _ in found)
        message = f"{listed}: numbers out of order make readers search, which costs whoever is slower at it."
        mend = f"List them from small to large{'' if question.fixed_order else f', and {KEEP}'}."
    elif not question.fixed_order:
        message = "The options are numbers in order, but they would be shuffled for each learner."
        mend = f"{KEEP.capitalize()}."
    else:
        return
    yield Flaw("unordered-numbers", found[0][0].place[:1], message, mend)


def is_rising(values: list[tuple[float, float]]) -> bool:
    return all(one <= other for one, other in pairwise(values))


def overlapping_options(question: Question) -> Iterator[Flaw]:
    for (first, one), (second, other) in combinations(measured(question), 2):
        if one.is_like(other) and (one.is_range or other.is_range) and one.overlaps(other):
            if near_equal(first.text, second.text) or (one.is_limit and other.is_limit):
                continue  # found as equal; or answers to "up to how much"
            message = f"“{first.text}” and “{second.text}” overlap: a value in both makes both right, or neither."
            mend = "Draw the borders so that each value falls into one option: 10-19, 20-29."
            yield Flaw("overlapping-options", second.place, message, mend)
    for first, second in combinations(question.choices, 2):
        if contains(first.text, second.text) or contains(second.text, first.text):
            message = f"One of “{first.text}” and “{second.text}” contains the other, so both can be defended."
            mend = "Make each option exclude the others, for example with “alone”."
            yield Flaw("overlapping-options", second.place, message, mend)


def contains(whole: str, part: str) -> bool:
    """Whether `whole` is `part` and something more, as "gloves and gown" is to "gloves"."""
    return 0 < len(set(elements(part))) < len(set(elements(whole))) and set(elements(part)) < set(elements(whole))


def mixed_units(question: Question) -> Iterator[Flaw]:
    found = [(choice, value) for choice, value in measured(question) if not value.is_place]
    scales = {(value.measures, value.factor): value.unit for _, value in found if value.measures}
    bare = any(not value.unit for _, value in found)
    if len(scales) + bare < 2 or not scales or (not bare and reads_well([value for _, value in found])):
        return
    named = " and ".join(dict.fromkeys(scales.values()))
    if bare:
        message = f"Some numbers have a unit ({named}) and some have none."
    else:
        message = f"The options are in {named}: readers have to convert before they can compare."
    yield Flaw("mixed-units", found[0][0].place[:1], message, "Give all of them in one unit.")


def reads_well(values: list[Quantity]) -> bool:
    """Whether spans of time have the units that fit them, so far apart that nothing needs converting."""
    if any(value.measures != "time" for value in values):
        return False
    ranked = sorted(values, key=lambda value: value.ends)
    steps = [(one, other) for one, other in pairwise(ranked) if one.factor != other.factor]
    return all(one.factor < other.factor and other.ends[1] >= APART * one.ends[1] for one, other in steps)
