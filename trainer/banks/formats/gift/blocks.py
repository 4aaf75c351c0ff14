"""A GIFT file cut into its questions."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from trainer.banks.formats.gift.escapes import hidden

CATEGORY = re.compile(r"^\$CATEGORY:\s*(.*)$")
AHEAD = 20  # runs of lines in which what is open may be closed
COMMENT_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
COMMENT_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`])+)\]")


@dataclass
class Block:
    """The lines of one question, comments apart; escaped signs are hidden in the text."""

    line: int
    text: str
    comments: str

    @property
    def id(self) -> str:
        found = COMMENT_ID.search(self.comments)
        return found[1].strip().replace("\\]", "]") if found else ""

    @property
    def tags(self) -> list[str]:
        found = [tag.strip().replace("\\]", "]") for tag in COMMENT_TAG.findall(self.comments)]
        return [tag for tag in found if tag]


TITLED = re.compile(r"::.+?::")


def blocks(text: str) -> Iterator[Block]:
    """An empty line ends a question, unless its answers are still open and what follows closes them."""
    for start, lines in joined(runs(text)):
        yield from of_lines(start, lines)


def runs(text: str) -> Iterator[tuple[int, list[str]]]:
    start = 1
    lines: list[str] = []
    for number, line in enumerate(StringIO(text), 1):
        if line.strip():
            if not lines:
                start = number
            lines.append(line.strip())
        elif lines:
            yield start, lines
            lines = []
    if lines:
        yield start, lines


def joined(found: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    ahead: deque[tuple[int, list[str]]] = deque()
    while ahead or (ahead := deque(islice(found, 1))):
        start, lines = ahead.popleft()
        if is_open(lines):
            ahead.extend(islice(found, AHEAD - len(ahead)))
            for _ in range(closes(ahead)):
                lines = [*lines, *ahead.popleft()[1]]
        yield start, lines


def closes(ahead: Iterable[tuple[int, list[str]]]) -> int:
    """How many runs belong to what is open, up to the one that closes it; 0 when another question begins first."""
    for count, (_, lines) in enumerate(ahead, 1):
        signs = signs_of(lines)
        if signs.startswith("}"):
            return count
        if signs or lines[0].startswith(("::", "$CATEGORY:")):
            return 0
    return 0


def is_open(lines: list[str]) -> bool:
    return signs_of(lines).endswith("{")


def signs_of(lines: list[str]) -> str:
    text = hidden("\n".join(line for line in lines if not line.startswith("//")))
    return "".join(sign for sign in text if sign in "{}")


def of_lines(start: int, lines: list[str]) -> Iterator[Block]:
    """A line with a category stands for itself, even without an empty line below it; so does a question whose title
    begins a line below the answers of another."""
    comments: list[str] = []
    kept: list[str] = []
    first = start
    for number, line in enumerate(lines, start):
        if line.startswith("//"):
            comments.append(line)
            kept += [" "] * bool(kept)
        elif CATEGORY.match(line) and not kept:
            yield Block(number, line, "")
        elif TITLED.match(line) and signs_of(kept) in ("{", "{}"):
            yield Block(first, hidden("\n".join(kept)).strip(), "\n".join(comments))
            first, kept, comments = number, [line], []
        else:
            first = first if kept else number
            kept.append(line)
    if kept:
        yield Block(first, hidden("\n".join(kept)).strip(), "\n".join(comments))
