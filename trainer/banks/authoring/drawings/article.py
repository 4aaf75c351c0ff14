"""A figure's place in the article, with the words that stand for it and under it."""

from dataclasses import dataclass
from textwrap import fill

from trainer.banks import material

WIDTH = 118
AT_THE_END = " end"  # no passage can be called so


@dataclass(frozen=True)
class Block:
    """A paragraph, list, table or figure that stands in nothing else: its lines, from and until (not included)."""

    start: int
    end: int
    passage: str
    picture: material.Picture | None


def blocks_in(text: str) -> list[Block]:
    found = []
    for group in material.top_level(material.parser().parse(text, {"cited": []})):
        start, end = group[0].map or (0, 0)
        found.append(Block(start, end, str(group[0].attrGet("id") or ""), material.picture_in(group)))
    return found


def block_of(text: str, file: str) -> Block | None:
    """Where this figure stands first."""
    return next((one for one in blocks_in(text) if one.picture and one.picture.file == file), None)


def with_words(text: str, file: str, alternative: str, caption: str, after: str, name: str) -> str | None:
    """The article with these words: where the figure stands, else behind the passage `after`, as passage `name`.

    None where the words would not be read as they are meant, or the place is not there.
    """
    lines = text.split("\n")
    there = block_of(text, file)
    before = next((one for one in blocks_in(text) if one.passage == after), None)
    markdown = markdown_of(file, alternative, caption)
    for written in (fill(markdown, WIDTH, break_long_words=False, break_on_hyphens=False), markdown):
        if there:
            changed = [*lines[: there.start], *written.split("\n"), *lines[there.end :]]
        elif before or after == AT_THE_END:
            at = before.end if before else len(lines)
            while at and not lines[at - 1].strip():  # a list ends with the empty line after it
                at -= 1
            rest = lines[at:] if not "".join(lines[at : at + 1]).strip() else ["", *lines[at:]]
            changed = [*lines[:at], "", f"{{#{free(name, text)}}}", *written.split("\n"), *rest]
        else:
            return None
        made = "\n".join(changed)
        found = block_of(made, file)
        if found and found.picture == material.Picture(file, joined(alternative), joined(caption)):
            return made
    return None


def markdown_of(file: str, alternative: str, caption: str) -> str:
    said = joined(caption)
    for mark in ("\\", '"', "&"):
        said = said.replace(mark, f"\\{mark}")
    title = f' "{said}"' if said else ""
    return f"![{joined(alternative)}]({file}{title})"


def joined(text: str) -> str:
    return " ".join(text.split())


def free(name: str, text: str) -> str:
    taken = {one.passage for one in blocks_in(text)}
    number, found = 2, name
    while found in taken:
        number, found = number + 1, f"{name}-{number}"
    return found
