"""What a text says, whatever format it came in: sections, and in them passages with an id and a line of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trainer.reading import Fault

LARGEST = 10_000_000  # bytes of an upload
LABELED = re.compile(r"^[A-Z][\w’'/-]*(?: [\w’'/-]+){0,3}: \S|^[A-Z][\w’'/-]*(?: [\w’'/-]+)?\. [A-Z]")
LONGEST = 150_000  # characters of text: some 50 printed pages, and a few seconds of drafting
BULLET = "• "


class CannotRead(Exception):
    """The file cannot be used at all; `fault` says where, why and what to do."""

    def __init__(self, file: str, rule: str, message: str, mend: str, line: int = 0) -> None:
        self.fault = Fault(file, line, rule, message, mend)
        super().__init__(str(self.fault))


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, list item or table row, as a format's reader found it.

    `kind` is heading, paragraph, item, step (an item of a numbered list) or row. `level` is how deep a heading
    or an item
    stands; `cells` are a row's.
    """

    kind: str
    text: str
    line: int
    level: int = 1
    cells: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class Passage:
    """`kind` is paragraph, list, steps, table or answer. A list has its lead-in, an answer its question."""

    id: str
    line: int
    kind: str
    text: str
    lead: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    question: str = ""

    @property
    def prose(self) -> list[str]:
        """The running text in it: what may hold sentences."""
        if self.kind == "paragraph":
            return [self.text]
        return list(self.items) if self.kind != "table" else []


@dataclass(frozen=True)
class Section:
    """`path` are the headings above it and its own, from the outermost to the innermost."""

    title: str
    line: int
    path: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Source:
    title: str
    sections: tuple[Section, ...]

    @property
    def passages(self) -> Iterator[tuple[Section, Passage]]:
        return ((section, passage) for section in self.sections for passage in section.passages)


def assemble(file: str, blocks: Sequence[Block], title: str = "") -> Source:
    """Blocks in the order of the text, as sections and passages."""
    blocks = [block for block in blocks if block.text.strip() or any(block.cells)]
    if not any(block.kind != "heading" for block in blocks):
        raise CannotRead(file, "no-text", "There is no text in it.", "Give a file with running text.")
    names: dict[str, int] = {}
    sections: list[Section] = []
    heads: list[Block] = []
    first = blocks[0]
    if not title and first.kind == "heading":
        title, blocks = clean_heading(first.text), blocks[1:]
    start, line = 0, first.line
    for index, block in enumerate([*blocks, Block("heading", "", 0)]):
        if block.kind != "heading":
            continue
        passages = tuple(passages_of(blocks[start:index], names))
        if passages:
            path = tuple(clean_heading(head.text) for head in heads)
            sections.append(Section(path[-1] if path else title, line, path, passages))
        heads = [*(head for head in heads if head.level < block.level), block]
        start, line = index + 1, block.line
    return Source(title, tuple(sections))


def passages_of(blocks: Sequence[Block], names: dict[str, int]) -> Iterator[Passage]:
    index = 0
    while index < len(blocks):
        block = blocks[index]
        end = index + 1
        if block.kind == "row":
            end = run(blocks, index, {"row"})
            yield table(blocks[index:end], names)
        elif block.kind in {"item", "step"}:
            end = run_of_items(blocks, index)
            yield from listed(None, blocks[index:end], names)
        elif (run_on := run_of_labels(blocks, index)) - index >= 3:
            end = run_on
            yield from listed(None, [replace(each, kind="item") for each in blocks[index:end]], names)
        elif block.text.endswith("?") and end < len(blocks) and blocks[end].kind == "paragraph":
            end = next((at for at in range(end, len(blocks)) if ends_answer(blocks[at])), len(blocks))
            yield answer(block, " ".join(each.text for each in blocks[index + 1 : end]), names)
        elif leads(block.text) and end < len(blocks) and blocks[end].kind in {"item", "step"}:
            end = run_of_items(blocks, end)
            yield from listed(block, blocks[index + 1 : end], names)
        else:
            yield Passage(name(block.id or block.text, names), block.line, "paragraph", block.text)
        index = end


def run(blocks: Sequence[Block], start: int, kinds: set[str]) -> int:
    return next((at for at in range(start, len(blocks)) if blocks[at].kind not in kinds), len(blocks))


def run_of_labels(blocks: Sequence[Block], start: int) -> int:
    """Paragraphs that each begin with what they are about ("Stairs. Go up with ...") are a list in all but form."""
    return next(
        (
            at
            for at in range(start, len(blocks))
            if blocks[at].kind != "paragraph" or not LABELED.match(blocks[at].text)
        ),
        len(blocks),
    )


def run_of_items(blocks: Sequence[Block], start: int) -> int:
    """Where the list ends that starts here: with the first block that is neither deeper nor of the same kind."""
    first = blocks[start]
    same = ((first.kind, first.level),)
    return next(
        (
            at
            for at in range(start, len(blocks))
            if blocks[at].kind not in {"item", "step"}
            or (blocks[at].level <= first.level and (blocks[at].kind, blocks[at].level) not in same)
        ),
        len(blocks),
    )


def ends_answer(block: Block) -> bool:
    return block.kind != "paragraph" or block.text.endswith("?")


def leads(text: str) -> bool:
    return text.endswith((":", "…", "...", "—", "–", "-")) or not text.endswith((".", "!", "?"))


def listed(lead: Block | None, items: Sequence[Block], names: dict[str, int]) -> Iterator[Passage]:
    """A list as one passage; where its items are questions with answers, each of them as one."""
    if all("?" in item.text.split("\n")[0] and "\n" in item.text for item in items):
        for item in items:
            question, _, reply = item.text.partition("\n")
            yield answer(Block("paragraph", question, item.line, id=item.id), reply.replace("\n", " "), names)
        return
    texts = [item.text.replace("\n", " ") for item in items if item.level == items[0].level]
    numbered = items[0].kind == "step"
    marks = [f"{number}. " if numbered else BULLET for number in range(1, len(texts) + 1)]
    lines = [lead.text] if lead else []
    lines += [mark + text for mark, text in zip(marks, texts, strict=True)]
    begin = lead or items[0]
    yield Passage(
        name(begin.id or f"{lead.text if lead else ''} {texts[0]}", names),
        begin.line,
        "steps" if numbered else "list",
        "\n".join(lines),
        lead.text if lead else "",
        tuple(texts),
    )


def answer(question: Block, reply: str, names: dict[str, int]) -> Passage:
    text = f"{question.text}\n{reply}"
    return Passage(
        name(question.id or question.text, names),
        question.line,
        "answer",
        text,
        items=(reply,),
        question=question.text,
    )


def table(rows: Sequence[Block], names: dict[str, int]) -> Passage:
    cells = tuple(row.cells for row in rows)
    return Passage(
        name(rows[0].id or " ".join(cells[0]), names),
        rows[0].line,
        "table",
        "\n".join(" | ".join(row) for row in cells),
        rows=cells,
    )


def name(text: str, names: dict[str, int]) -> str:
    """A passage's id: its first words, and a number where two begin alike."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    slug = "-".join(words[:6])[:60].strip("-") or "passage"
    names[slug] = names.get(slug, 0) + 1
    return slug if names[slug] == 1 else f"{slug}-{names[slug]}"


def clean_heading(text: str) -> str:
    """Without its number or letter: "2. Key benefits" and "A. Relief" as the words alone."""
    if text.isupper() and (" " in text.strip() or len(text) > 6):
        text = text.capitalize()
    return re.sub(r"^(?:\d+(?:\.\d+)*[.):]?|[A-Z][.):]|[IVX]+[.):])\s+(?=\S)", "", text.strip()).strip(" :")
