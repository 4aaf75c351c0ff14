"""Fill the gaps of a text: each from a list, or typed."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from random import Random

from trainer.banks.content import Cloze, Gap
from trainer.banks.kinds.parts import (
    NOT_SHOWN,
    Flaw,
    Sent,
    Text,
    compact,
    no_rationale,
    plain,
    repeats,
    shuffled,
    typed,
)
from trainer.errors import Unreadable

template = "banks/kinds/cloze.html"
GAP = re.compile(r"\[([a-z0-9-]+)\]")


def flaws(item: Cloze) -> Iterator[Flaw]:
    places = Counter(GAP.findall(item.text))
    for number, gap in enumerate(item.gaps):
        place = ("gaps", number)
        if places.pop(gap.id, 0) != 1:
            message = f"The gap {gap.id} of item {item.id} does not stand in its text just once."
            yield place, "gap", message, f"Write [{gap.id}] once in `text:`."
        yield from flaws_of_gap(item, gap, place)
    for name in places:
        message = f"The text of item {item.id} has [{name}], and there is no such gap."
        yield ("text",), "gap", message, "Add it under `gaps:`, or take the brackets off."


def flaws_of_gap(item: Cloze, gap: Gap, place: tuple[str | int, ...]) -> Iterator[Flaw]:
    if bool(gap.choices) == bool(gap.accepted):
        message = f"The gap {gap.id} of item {item.id} needs either choices or accepted answers."
        yield place, "gap", message, "Write `choices:` with `key:`, or `accepted:`."
    elif gap.choices:
        if gap.key not in gap.choices:
            message = f"The key of gap {gap.id} in item {item.id} is not among its choices."
            yield (*place, "key"), "no-key", message, "Write it as it stands among the choices."
        if not 3 <= len(gap.choices) <= 5:
            message = f"The gap {gap.id} of item {item.id} has {len(gap.choices)} choices."
            yield (*place, "choices"), "option-count", message, "Write three to five."
    for _, later in repeats(gap.choices or gap.accepted):
        message = f"Two answers of gap {gap.id} in item {item.id} say the same."
        yield (*place, "choices" if gap.choices else "accepted", later), "equal-options", message, "Take one out."
    if not gap.why.strip():
        yield no_rationale(item, place, f"Gap {gap.id}")


def texts(item: Cloze) -> Iterator[Text]:
    yield ("text",), "Text", item.text
    for number, gap in enumerate(item.gaps):
        answers = " / ".join(gap.choices) or "; ".join(gap.accepted)
        yield ("gaps", number), f"Gap {gap.id}", answers
        yield ("gaps", number, "key"), f"Key of gap {gap.id}", gap.key or "; ".join(gap.accepted)
        yield ("gaps", number, "why"), f"Rationale of gap {gap.id}", gap.why
    if item.scoring != "partial":
        yield ("scoring",), "Scoring", item.scoring


def order(item: Cloze, random: Random) -> list[int]:
    """The choices of all gaps that have some, one gap behind the other, each shuffled by itself."""
    return [number for gap in item.gaps for number in shuffled(len(gap.choices), random)]


def in_bank(item: Cloze) -> list[int]:
    return [number for gap in item.gaps for number in range(len(gap.choices))]


def rule(item: Cloze) -> str:
    if item.scoring == "all or nothing":
        return "Fill every gap. It counts when all are right."
    return "Fill every gap. Each counts an equal share."


def read(item: Cloze, sent: Sent) -> str | None:
    """A list with what was chosen or typed for each gap, "" where it is open."""
    given = []
    for number, gap in enumerate(item.gaps):
        text = typed(sent, str(number + 1))
        if text and gap.choices and text not in gap.choices:
            raise Unreadable(NOT_SHOWN)
        given.append(text)
    return compact(given) if any(given) else None


def score(item: Cloze, given: str) -> float:
    """The share of gaps filled as keyed; or all or nothing."""
    filled = zip(item.gaps, shown(item, given), strict=True)
    share = sum(is_right(gap, text) for gap, text in filled) / len(item.gaps)
    return share if item.scoring == "partial" else float(share == 1)


def is_right(gap: Gap, text: str) -> bool:
    if gap.choices:
        return text == gap.key
    return plain(text) in {plain(accepted) for accepted in gap.accepted}


def key(item: Cloze) -> str:
    return compact([gap.key or gap.accepted[0] for gap in item.gaps])


def slip(item: Cloze, random: Random) -> str:
    """One gap filled with something else."""
    filled = json.loads(key(item))
    number = random.randrange(len(filled))
    wrong = [choice for choice in item.gaps[number].choices if choice != item.gaps[number].key]
    filled[number] = random.choice(wrong) if wrong else "I do not know"
    return compact(filled)


def shown(item: Cloze, given: str | None) -> list[str]:
    return json.loads(given) if given else [""] * len(item.gaps)


def pieces(item: Cloze, order_: list[int]) -> Iterator[tuple[str, int | None, list[str]]]:
    """The text cut at its gaps: (words before, number of the gap or None at the end, its choices in this order)."""
    numbers = {gap.id: number for number, gap in enumerate(item.gaps)}
    starts = [sum(len(gap.choices) for gap in item.gaps[:number]) for number in range(len(item.gaps))]
    at = 0
    for found in GAP.finditer(item.text):
        number = numbers[found[1]]
        choices = item.gaps[number].choices
        shown_order = order_[starts[number] : starts[number] + len(choices)]
        yield item.text[at : found.start()], number, [choices[choice] for choice in shown_order]
        at = found.end()
    yield item.text[at:], None, []
