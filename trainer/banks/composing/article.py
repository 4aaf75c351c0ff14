"""The article of a module, in Markdown, from a text that was read: it says the same, and each passage has its id."""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from trainer.banks.drafting.reading.source import Passage, Source

WIDTH = 116
MARKUP = re.compile(r"([\\`*_\[\]<>|~&{}])")
# What would begin a heading, a list, a rule or a quotation at the start of a line.
OPENER = re.compile(r"^(?:(#{1,6}|[-+=>])(?=\s|$|[-=])|(\d{1,9})([.)])(?=\s|$))")
DEEPEST = 3  # the title stands above the article, so that its headings are of the second and third level


def article(source: Source, facts: Mapping[str, Sequence[str]]) -> str:
    """`facts` are the ids of what each passage teaches, by the passage's id."""
    blocks: list[str] = []
    leads = lead_ids(source)
    above: tuple[str, ...] = ()
    for section in source.sections:
        for depth, title in enumerate(section.path):
            if section.path[: depth + 1] != above[: depth + 1]:
                blocks.append(f"{'#' * min(depth + 2, DEEPEST)} {escaped(one_line(title))}")
        above = section.path
        for passage in section.passages:
            blocks += passage_blocks(passage, facts, leads)
    return "\n\n".join(blocks) + "\n"


def passage_blocks(passage: Passage, taught: Mapping[str, Sequence[str]], leads: Mapping[str, str]) -> Iterator[str]:
    facts = taught.get(passage.id, ())
    match passage.kind:
        case "list" | "steps":
            if lead := leads.get(passage.id):
                yield block(lead, taught.get(lead, ()), wrapped(passage.lead))
            marks = [f"{n}. " if passage.kind == "steps" else "- " for n in range(1, len(passage.items) + 1)]
            rows = [wrapped(item, mark) for item, mark in zip(passage.items, marks, strict=True)]
            yield block(passage.id, facts, "\n".join(rows))
        case "table":
            yield block(passage.id, facts, table(passage.rows))
        case "answer":
            question = f"**{escaped(one_line(passage.question))}**\\"
            yield block(passage.id, facts, f"{question}\n{wrapped(' '.join(passage.items))}")
        case _:
            yield block(passage.id, facts, wrapped(passage.text))


def lead_ids(source: Source) -> dict[str, str]:
    """What stands before a list is a passage of its own: its id, by that of the list."""
    taken = {passage.id for _, passage in source.passages}
    found = {}
    for _, passage in source.passages:
        if passage.lead:
            name, number = f"{passage.id}-lead", 1
            while name in taken:
                number += 1
                name = f"{passage.id}-lead-{number}"
            taken.add(name)
            found[passage.id] = name
    return found


def place_of(source: Source, passage_id: str, quote: str) -> str:
    """The id of the article's passage that has the words: a lead and its list were one passage in the text."""
    passage = next(passage for _, passage in source.passages if passage.id == passage_id)
    is_lead = quote in passage.lead and not any(quote in item for item in passage.items)
    return lead_ids(source)[passage_id] if is_lead else passage_id


def block(passage_id: str, facts: Sequence[str], text: str) -> str:
    teaches = f' facts="{" ".join(facts)}"' if facts else ""
    return f"{{#{passage_id}{teaches}}}\n{text}"


def table(rows: Sequence[Sequence[str]]) -> str:
    width = max(len(row) for row in rows)
    lines = [
        "| " + " | ".join(escaped(one_line(cell)) for cell in [*row, *[""] * (width - len(row))]) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def wrapped(text: str, mark: str = "") -> str:
    """Folded, so that no line can be taken for markup."""
    indent = " " * len(mark)
    lines = textwrap.wrap(escaped(one_line(text)), WIDTH - len(mark), break_long_words=False, break_on_hyphens=False)
    return "\n".join((indent if at else mark) + plain_start(line) for at, line in enumerate(lines))


def escaped(text: str) -> str:
    return MARKUP.sub(r"\\\1", text.replace("[@", "[ @"))


def plain_start(line: str) -> str:
    if not (opener := OPENER.match(line)):
        return line
    if opener[1]:
        return f"\\{line}"
    return f"{opener[2]}\\{line[len(opener[2]) :]}"


def one_line(text: str) -> str:
    return " ".join(text.split())
