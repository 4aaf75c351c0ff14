"""The YAML of `writing`, put together directly where it is plain how it reads: thirty times as fast.

A bank of thousands is written in the time that somebody waits for a download. Whatever is not plain (a character that
YAML escapes, a text with several lines, a line that would have to be broken) is left to the library: `Unsure`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

WIDTH = 116
LONG = 88  # characters of a text that is folded over several lines
SHORT_LIST = 80
WHOLE = 1e15  # beyond, a float does not tell neighbors apart
USUAL = re.compile("[ -~\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff]*")
OPENING = frozenset("#,[]{}&*!|>'\"%@`")
UNCLEAR = frozenset("-?:=<")  # it depends on what follows
IN_FLOW = re.compile(r"[\[\]{},?:#]")
NAME = re.compile(r"[a-z][a-z_]*")
RESOLVERS = yaml.SafeDumper.yaml_implicit_resolvers


class Unsure(Exception):
    """The library has to write it."""


def entry(row: Mapping[str, Any]) -> str:
    """One entry of a list of mappings."""
    return "- " + "".join(mapping(row, 2))[2:]


def mapping(row: Mapping[str, Any], indent: int) -> Iterator[str]:
    if not row or all(isinstance(value, int) for value in row.values()):
        raise Unsure  # on one line
    for name, value in row.items():
        if not NAME.fullmatch(name) or name in {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}:
            raise Unsure
        yield from field(f"{' ' * indent}{name}:", value, indent)


def field(start: str, value: Any, indent: int) -> Iterator[str]:
    """After `start`: a field's name, or the dash of a list."""
    if isinstance(value, Mapping):
        if start.endswith("-"):
            yield f"{start} " + "".join(mapping(value, indent + 2))[indent + 2 :]
            return
        yield f"{start}\n"
        yield from mapping(value, indent + 2)
    elif isinstance(value, list | tuple):
        yield from sequence(start, value, indent)
    elif isinstance(value, str) and is_long(value):
        yield f"{start} >-\n"
        yield from folded(value, indent + 2)
    else:
        yield one_line(f"{start} {scalar(value)}")


def sequence(start: str, values: Sequence[Any], indent: int) -> Iterator[str]:
    if start.endswith("-"):
        raise Unsure
    if all(isinstance(value, str | int | float) for value in values) and len("".join(map(str, values))) < SHORT_LIST:
        said = [scalar(value) for value in values]
        if any(isinstance(value, str) and IN_FLOW.search(value) for value in values):
            raise Unsure
        yield one_line(f"{start} [{', '.join(said)}]")
        return
    yield f"{start}\n"
    for value in values:
        yield from field(f"{' ' * (indent + 2)}-", value, indent + 2)


def is_long(text: str) -> bool:
    return len(text) > LONG and " " in text and text == " ".join(text.split())


def folded(text: str, indent: int) -> Iterator[str]:
    """A line is broken at the first space behind the width."""
    if not USUAL.fullmatch(text):
        raise Unsure
    line = " " * indent
    for number, word in enumerate(text.split(" ")):
        if number and len(line) > WIDTH:
            yield f"{line}\n"
            line = " " * indent + word
        else:
            line += f" {word}" if number else word
    yield f"{line}\n"


def one_line(line: str) -> str:
    if len(line) > WIDTH:
        raise Unsure
    return f"{line}\n"


def scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number(value)
    if isinstance(value, str):
        return words(value)
    raise Unsure


def number(value: float) -> str:
    if value.is_integer() and abs(value) < WHOLE:
        return str(int(value))
    digits = format(Decimal(repr(value)), "f")
    if not re.fullmatch(r"-?[0-9]+\.[0-9]+", digits):
        raise Unsure
    return digits


def words(text: str) -> str:
    if not text or text != text.strip() or text[0] in UNCLEAR or not USUAL.fullmatch(text):
        raise Unsure
    resolvers = [*RESOLVERS.get(text[0], ()), *RESOLVERS.get(None, ())]
    is_other = any(pattern.match(text) for _, pattern in resolvers)
    if is_other or text[0] in OPENING or text.startswith("...") or ": " in text or text.endswith(":") or " #" in text:
        return "'" + text.replace("'", "''") + "'"
    return text
