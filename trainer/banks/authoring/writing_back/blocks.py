"""A YAML file in pieces: each entry of its list, or each field of its head, as somebody spelled it."""

from dataclasses import dataclass
from typing import Any

import yaml

from trainer.reading import Document, StrictLoader, plain

DASH = "- "


@dataclass(frozen=True)
class Block:
    """What the piece says, and its lines, with the comment right above it. `name` is the field's, "" in a list."""

    value: Any
    text: str
    name: str = ""


@dataclass(frozen=True)
class Spelled:
    """The comment that a file begins with, and its pieces. Together they are the file."""

    head: str
    blocks: tuple[Block, ...]


def spelled(text: str) -> Spelled | None:
    """None where the file is not written line by line, an entry or field after the other: then nothing can be kept."""
    try:
        node = yaml.compose(text, Loader=StrictLoader)
    except yaml.YAMLError:
        return None
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        parts = [("", entry, entry.start_mark.line) for entry in node.value]
    elif isinstance(node, yaml.MappingNode) and not node.flow_style:
        parts = [(key.value, value, key.start_mark.line) for key, value in node.value]
    else:
        return None
    lines = text.split("\n")
    lines = [f"{line}\n" for line in lines[:-1]] + lines[-1:]
    if not parts or any(not begins(lines[line], name) for name, _, line in parts):
        return None
    return cut(lines, [(name, said(value), line) for name, value, line in parts])


def begins(line: str, name: str) -> bool:
    return line.startswith((f"{name}:", f'"{name}":', f"'{name}':") if name else DASH)


def said(node: yaml.Node) -> Any:
    return plain(node, (), Document(""))


def cut(lines: list[str], parts: list[tuple[str, Any, int]]) -> Spelled:
    starts = [with_comment_above(lines, line) for _, _, line in parts]
    ends = [*starts[1:], len(lines)]
    blocks = [
        Block(value, "".join(lines[start:end]), name)
        for (name, value, _), start, end in zip(parts, starts, ends, strict=True)
    ]
    return Spelled("".join(lines[: starts[0]]), tuple(blocks))


def with_comment_above(lines: list[str], line: int) -> int:
    """The first line of the comment that stands right above, which is about what follows it."""
    while line and lines[line - 1].startswith("#"):
        line -= 1
    return line
