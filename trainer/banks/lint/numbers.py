"""Rules about options that are numbers: in order, apart, and in one unit."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from trainer.banks.lint.quantities import Quantity, quantity
from trainer.banks.lint.question import Choice, Flaw, Question
from trainer.banks.lint.wording import near_equal

Measured = list[tuple[Choice, Quantity]]


def measured(question: Question) -> Measured:
    """The options with their quantities when all, or all but one, are quantities; else nothing."""
    found = [(choice, value) for choice in question.choices if (value := quantity(choice.text))]
    return found if len(found) >= 2 and len(found) >= len(question.choices) - 1 else []


def unordered_numbers(question: Question) -> Iterator[Flaw]:
    found = measured(question)
    if len(found) < 3 or len(found) < len(question.choices) or not comparable(found):
        return
    values = [value.middle for _, value in found]
    up, down = (all(one <= other for one, other in pairwise(each)) for each in (values, values[::-1]))
    place = found[0][0].place[:1]
    if not up and not down:
        listed = ", ".join(choice.text for choice, _ in found)
        message = f"{listed}: numbers out of order make readers search, and put who is hurried at a disadvantage."
        yield Flaw("unordered-numbers", place, message, "List them from small to large, and set `fixed_order: true`.")
    elif not question.fixed_order:
        message = "The options are numbers in order, but they would be shuffled for each learner."
        yield Flaw("unordered-numbers", place, message, "Set `fixed_order: true`.")


def comparable(found: Measured) -> bool:
    return len({value.measures or value.unit.rstrip("s") for _, value in found}) == 1


def overlapping_options(question: Question) -> Iterator[Flaw]:
    mend = "Draw the borders so that each value falls into one option: 10-19, 20-29."
    for (first, one), (second, other) in combinations(measured(question), 2):
        if (one.is_range or other.is_range) and comparable([(first, one), (second, other)]) and same_scale(one, other):
            if one.overlaps(other) and not near_equal(first.text, second.text):
                message = f"“{first.text}” and “{second.text}” overlap: a value in both makes both right, or neither."
                yield Flaw("overlapping-options", second.place, message, mend)


def same_scale(one: Quantity, other: Quantity) -> bool:
    return one.factor == other.factor


def mixed_units(question: Question) -> Iterator[Flaw]:
    found = measured(question)
    units: dict[tuple[str, float], str] = {}
    for _, value in found:
        if value.unit != "in" and not value.unit.startswith("ordinal"):
            units.setdefault((value.measures or value.unit.rstrip("s"), value.factor), value.unit)
    known = [unit for unit in units if unit[0]]
    if len(units) < 2 or not any(measures and factor for measures, factor in known):
        return
    if any(not measures for measures, _ in units):
        message = f"Some numbers have a unit ({named(units)}) and some have none."
    else:
        message = f"The options are in {named(units)}: the reader has to convert before they can compare."
    yield Flaw("mixed-units", found[0][0].place[:1], message, "Give all of them in one unit.")


def named(units: dict[tuple[str, float], str]) -> str:
    return " and ".join(dict.fromkeys(unit for unit in units.values() if unit))
