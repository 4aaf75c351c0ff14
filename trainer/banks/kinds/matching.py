"""Find to each prompt the choice that fits; in extended matching a choice may fit several."""

import json
from collections.abc import Iterator
from random import Random

from trainer.banks.content import Matching
from trainer.banks.kinds.parts import Flaw, Sent, Text, compact, no_rationale, number_below, only, repeats, shuffled
from trainer.errors import Unreadable

template = "banks/kinds/matching.html"


def is_extended(item: Matching) -> bool:
    return item.kind == "extended matching"


def flaws(item: Matching) -> Iterator[Flaw]:
    fewest, most, prompts = (5, 12, (2, 5)) if is_extended(item) else (3, 8, (3, 6))
    if not fewest <= len(item.choices) <= most:
        message = f"Item {item.id} has {len(item.choices)} choices."
        yield ("choices",), "option-count", message, f"Write {fewest} to {most}."
    if not prompts[0] <= len(item.prompts) <= prompts[1]:
        message = f"Item {item.id} has {len(item.prompts)} prompts."
        yield ("prompts",), "option-count", message, f"Write {prompts[0]} to {prompts[1]}."
    for what, texts_ in (("choices", item.choices), ("prompts", [prompt.text for prompt in item.prompts])):
        for earlier, later in repeats(texts_):
            message = f"{what.capitalize()} {earlier + 1} and {later + 1} of item {item.id} say the same."
            yield (what, later), "equal-options", message, "Change one of them, or take it out."
    used: set[str] = set()
    for number, prompt in enumerate(item.prompts):
        if prompt.match not in item.choices:
            message = f"Prompt {number + 1} of item {item.id} is matched with “{prompt.match}”, which is no choice."
            yield ("prompts", number, "match"), "unknown-choice", message, "Write it as it stands among the choices."
        elif prompt.match in used and not is_extended(item):
            message = f"Two prompts of item {item.id} are matched with “{prompt.match}”."
            mend = "Use each choice once, or make it extended matching."
            yield ("prompts", number, "match"), "two-keys", message, mend
        used.add(prompt.match)
        if not prompt.why.strip():
            yield no_rationale(item, ("prompts", number), f"Prompt {number + 1}")


def texts(item: Matching) -> Iterator[Text]:
    for number, choice in enumerate(item.choices):
        yield ("choices", number), f"Choice {number + 1}", choice
    for number, prompt in enumerate(item.prompts):
        yield ("prompts", number, "text"), f"Prompt {number + 1}", prompt.text
        yield ("prompts", number, "match"), f"Key of prompt {number + 1}", prompt.match
        yield ("prompts", number, "why"), f"Rationale of prompt {number + 1}", prompt.why
    if item.scoring != "partial":
        yield ("scoring",), "Scoring", item.scoring


def order(item: Matching, random: Random) -> list[int]:
    """A long list is easier to search in alphabetical order; that order says nothing about the keys."""
    return in_bank(item) if is_extended(item) else shuffled(len(item.choices), random)


def in_bank(item: Matching) -> list[int]:
    numbers = list(range(len(item.choices)))
    return sorted(numbers, key=lambda number: item.choices[number].casefold()) if is_extended(item) else numbers


def rule(item: Matching) -> str:
    use = (
        "A choice may be used more than once, or not at all." if is_extended(item) else "Use each choice once at most."
    )
    if item.scoring == "all or nothing":
        return f"{use} It counts when every line is right."
    return f"{use} Each line counts an equal share."


def read(item: Matching, sent: Sent) -> str | None:
    """A list with the number of the choice for each prompt, or null where none was chosen."""
    chosen: list[int | None] = []
    for number in range(len(item.prompts)):
        text = only(sent, str(number + 1))
        chosen.append(number_below(text, len(item.choices)) if text else None)
    made = [number for number in chosen if number is not None]
    if not is_extended(item) and len(set(made)) < len(made):
        twice = next(item.choices[number] for number in made if made.count(number) > 1)
        raise Unreadable(f"“{twice}” is chosen twice. Use each choice once at most.")
    return compact(chosen) if made else None


def score(item: Matching, given: str) -> float:
    """The share of prompts matched as keyed; or all or nothing."""
    pairs = zip(shown(item, given), item.prompts, strict=True)
    right = sum(number is not None and item.choices[number] == prompt.match for number, prompt in pairs)
    share = right / len(item.prompts)
    return share if item.scoring == "partial" else float(share == 1)


def key(item: Matching) -> str:
    return compact([item.choices.index(prompt.match) for prompt in item.prompts])


def slip(item: Matching, random: Random) -> str:
    """The first two prompts the wrong way round; where they share a choice, the first with another one."""
    numbers = json.loads(key(item))
    if numbers[0] != numbers[1]:
        numbers[0], numbers[1] = numbers[1], numbers[0]
    else:
        numbers[0] = (numbers[0] + 1) % len(item.choices)
    return compact(numbers)


def shown(item: Matching, given: str | None) -> list[int | None]:
    return json.loads(given) if given else [None] * len(item.prompts)
