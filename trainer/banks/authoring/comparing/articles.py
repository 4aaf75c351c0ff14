"""An article paragraph by paragraph: a passage is found again by its id, wherever it stands."""

import re

from trainer.banks.rules import Difference

NAMED = re.compile(r"^\{#([\w-]+)[^}]*\}$")
OPENING, ORDER = "Opening", "Order of the passages"


def differences(before: str, after: str) -> list[Difference]:
    old, new = paragraphs(before), paragraphs(after)
    found = [
        Difference(label, old.get(label, ""), new.get(label, ""))
        for label in woven(list(old), list(new))
        if old.get(label, "") != new.get(label, "")
    ]
    stayed, now = [label for label in old if label in new], [label for label in new if label in old]
    return found if stayed == now else [*found, Difference(ORDER, ", ".join(stayed), ", ".join(now))]


def paragraphs(text: str) -> dict[str, str]:
    """By label, in order: "Passage rub" with the line of its id and facts, "Heading When to rub"."""
    found: dict[str, str] = {}
    label = ""
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip("\n")):
        first = block.lstrip("\n").split("\n", 1)[0].strip()
        if name := NAMED.match(first):
            label = f"Passage {name[1]}"
        elif first.startswith("#"):
            label = f"Heading {first.lstrip('# ')}"
        elif label and not label.startswith("Heading"):
            found[label] += f"\n\n{block}"  # the paragraph has another one behind it, without an id of its own
            continue
        else:
            label = f"Behind {label.lower()}" if label else OPENING
        label = unused(label, found)
        found[label] = block
    return {name: said for name, said in found.items() if said.strip()}


def unused(label: str, taken: dict[str, str]) -> str:
    number, name = 1, label
    while name in taken:
        number += 1
        name = f"{label} ({number})"
    return name


def woven(old: list[str], new: list[str]) -> list[str]:
    """All labels as the newer one has them, what is gone behind what it stood behind."""
    found = list(new)
    at = 0
    for label in old:
        if label in found:
            at = found.index(label) + 1
        else:
            found.insert(at, label)
            at += 1
    return found
