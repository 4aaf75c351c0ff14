"""How a member is written down: JSON a person can read, one value a line, in one spelling only."""

import json
import re
from collections.abc import Sequence
from typing import Any

from trainer.audit.packets.rules.findings import NotAPacket

KEY = re.compile(r'\s*"((?:[^"\\]|\\.)*)": ')


def written(document: Any) -> bytes:
    return (json.dumps(document, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()


def read(name: str, content: bytes) -> Any:
    """The reverse; refused where anything but one spelling of it is there."""
    try:
        document = json.loads(content)
        if written(document) == content:
            return document
    except (ValueError, RecursionError):
        pass
    raise NotAPacket("it cannot be read", name)


def place_of(lines: Sequence[str], number: int) -> str:
    """What stands in a line of a document, counted from 1, in words: "line 57, answer 7, given"."""
    path: list[list] = []  # for each indentation: the key, or the count of values in a list
    for line in lines[:number]:
        depth = len(line) - len(line.lstrip(" ")) - 1
        if depth < 0 or line.strip() in {"}", "]", "},", "],"}:
            continue
        del path[depth + 1 :]
        found = KEY.match(line)
        if found or len(path) <= depth:
            path += [["", 0] for _ in range(depth + 1 - len(path))]
        path[depth] = [found[1] if found else "", path[depth][1] + 1]
    words = [key or str(count) for key, count in path]
    return ", ".join([f"line {number}", " ".join(words)] if words else [f"line {number}"])
