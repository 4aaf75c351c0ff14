"""What a place in a document is called: ("options", 1, "why") is the rationale of option 2."""

from collections.abc import Iterator, Mapping
from typing import Any

Place = tuple[str | int, ...]

ONE_OF = {  # lists, by what one entry of them is
    "accepted": "accepted answer",
    "choices": "choice",
    "facts": "fact",
    "forbid": "forbidden pair",
    "gaps": "gap",
    "mistakes": "mistake",
    "objectives": "objective",
    "off": "switched off",
    "options": "option",
    "other_units": "other unit",
    "prompts": "prompt",
    "regions": "region",
    "sources": "source",
    "steps": "step",
    "tables": "table",
    "waivers": "waiver",
    "wrong": "wrong option",
}
CALLED = {"why": "rationale", "short": "short name", "says": "what it says", "doi": "DOI", "url": "address"}


def label_of(place: Place) -> str:
    """An entry that has an id is named by "#" and the id."""
    words: list[str] = []
    before: str | int = ""
    for at, name in enumerate(place, 1):
        if isinstance(name, int):
            words[-1:] = [f"{words[-1]} {name + 1}" if words else str(name + 1)]
        elif name.startswith("#") or before == "tables":
            words[-1:] = [f"{words[-1]} {name.removeprefix('#')}" if words else name.removeprefix("#")]
        else:
            one = ONE_OF.get(name) if at < len(place) else None
            words.append(one or CALLED.get(name) or name.replace("_", " "))
        before = name
    said = ", ".join(words)
    return said[:1].upper() + said[1:]


def label_of_dotted(field: str) -> str:
    return label_of(tuple(int(name) if name.isdigit() else name for name in field.split(".")))


def fields_of(document: Any, place: Place = ()) -> Iterator[tuple[str, str]]:
    """Every place that says something, dotted, with its label: what a remark can be about."""
    if isinstance(document, Mapping):
        for name, value in document.items():
            yield from fields_of(value, (*place, str(name)))
    elif isinstance(document, list) and any(isinstance(value, Mapping) for value in document):
        for number, value in enumerate(document):
            yield from fields_of(value, (*place, number))
    elif document not in (None, "", []):
        yield ".".join(map(str, place)), label_of(place)
