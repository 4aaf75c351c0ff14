"""Plain text and Markdown, line by line: what people paste is often half of each."""

import re
from collections.abc import Iterator

from trainer.banks.drafting.reading.source import Block

BULLET = re.compile(r"^(\s*)(?:[-*+•–—●▪‣◦■□✓✔➢➤·]|o(?=\s{1,3}[A-Z]))\s+(?=\S)")
NUMBERED = re.compile(r"^(\s*)\(?(\d{1,2}|[a-z])[.)]\s+(?=\S)")
SUBNUMBERED = re.compile(r"^(\s*)\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[A-Z])")
LETTERED = re.compile(r"^[A-Z][.)]\s+\S")
RULE = re.compile(r"^\s*([-*_=])(?:\s*\1){2,}\s*$")
ROW = re.compile(r"^\s*\|.*\|\s*$|^[^|]+(?:\s\|\s[^|]+){1,}$")
FENCE = re.compile(r"^\s*(```|~~~)")
ENDS = (".", "!", "?", ":", ";", ",", "…")
LABELED = re.compile(r"^[A-Z][\w()'’ -]{2,40}: \S.{10,}$")  # "Phlebitis: inflammation of a vein."
LEADS = re.compile(
    r"\b(?:include|includes|including|are|is|if|when|following|by|can|may|should|must|to|with|have|need|as)$", re.I
)
NARROW = 100  # lines shorter than this were wrapped by hand


def blocks(text: str) -> list[Block]:
    return list(read(prepared(text).split("\n")))


SCRIPT = re.compile(r"<(script|style)\b(?:(?!<\1\b).)*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def prepared(text: str) -> str:
    """The same number of lines, without what is not meant for the reader."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u00a0", " ")
    text = re.sub(r"[\u00ad\u200b-\u200f\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]", "", text).replace("\t", "    ")
    text = re.sub(r"\A---\n.*?\n---\n", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    text = re.sub(r"!\[[^\[\]]*\]\([^()]*\)", lambda found: "\n" * found[0].count("\n"), text)
    text = re.sub(r"<!--(?:(?!<!--).)*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    return SCRIPT.sub(lambda found: "\n" * found[0].count("\n"), text)


def read(lines: list[str]) -> Iterator[Block]:
    at, name = 0, ""
    while at < len(lines):
        line, end = lines[at], at + 1
        attribute = re.match(r"^\{#([a-z0-9-]+)[^}]*\}\s*$", line)
        if attribute:
            name, at = attribute[1], end
            continue
        if FENCE.match(line):
            end = next((n + 1 for n in range(end, len(lines)) if FENCE.match(lines[n])), len(lines))
        elif not line.strip() or RULE.match(line):
            pass
        elif ROW.match(line):
            if not re.fullmatch(r"[\s|:\-]+", line):
                cells = tuple(inline(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")))
                yield Block("row", " ".join(cells), at + 1, cells=cells, id=name)
        elif heading := re.match(r"^#{1,6}\s+(.+?)\s*#*\s*$", line):
            yield Block("heading", inline(heading[1]), at + 1, len(line) - len(line.lstrip("#")), id=name)
        elif is_item(lines, at):
            end = end_of_item(lines, at)
            yield item(lines[at:end], at + 1, name)
        else:
            end = end_of_paragraph(lines, at)
            yield from paragraphs(lines, at, end, name)
        at, name = end, ("" if line.strip() else name)


def is_item(lines: list[str], at: int) -> bool:
    """A numbered line that stands alone and has no next number after it is a heading, not an item."""
    if BULLET.match(lines[at]):
        return True
    found = NUMBERED.match(lines[at])
    if not found:
        return bool(SUBNUMBERED.match(lines[at]))
    if is_numbered_heading(lines, at, found):
        return False
    if not stands_alone(lines, at) or lines[at].strip().endswith((".", "?", ";")) or found[1]:
        return True
    after = next((line for line in lines[at + 1 :] if line.strip()), "")
    before = next((line for line in reversed(lines[:at]) if line.strip()), "")
    here = int(found[2]) if found[2].isdigit() else ord(found[2])
    return number(after) == here + 1 or number(before) == here - 1 != 0


def is_numbered_heading(lines: list[str], at: int, found: re.Match[str]) -> bool:
    """ "2. DEFINITIONS" with its text right below it, and no next number there."""
    words = lines[at][found.end() :].strip()
    following = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if (
        not following
        or words.endswith("?")
        or not looks_like_heading(words)
        or number(following) > 0
        or following[0].islower()
    ):
        return False
    return len(words.split()) <= 8 and number(lines[at - 1] if at else "") != number(lines[at]) - 1


def number(line: str) -> int:
    found = NUMBERED.match(line)
    return (int(found[2]) if found[2].isdigit() else ord(found[2])) if found else -9


def stands_alone(lines: list[str], at: int) -> bool:
    return not "".join(lines[max(0, at - 1) : at]).strip() and not "".join(lines[at + 1 : at + 2]).strip()


def end_of_item(lines: list[str], at: int) -> int:
    indent = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and lines[end].strip() and not starts_block(lines, end):
        deeper = len(lines[end]) - len(lines[end].lstrip()) > indent
        if not deeper and not lines[end][:1].islower() and lines[end - 1].rstrip().endswith((".", ":", "?", "!")):
            break
        if not deeper and looks_like_heading(lines[end].strip()) and not lines[end][:1].islower():
            break
        end += 1
    return end


def end_of_paragraph(lines: list[str], at: int) -> int:
    end = at + 1
    while end < len(lines) and lines[end].strip() and not starts_block(lines, end):
        end += 1
    return end


def starts_block(lines: list[str], at: int) -> bool:
    line = lines[at]
    return bool(
        BULLET.match(line)
        or NUMBERED.match(line)
        or SUBNUMBERED.match(line)
        or ROW.match(line)
        or FENCE.match(line)
        or re.match(r"#{1,6}\s", line)
    )


def item(lines: list[str], line: int, name: str) -> Block:
    numbered = NUMBERED.match(lines[0])
    mark = BULLET.match(lines[0]) or numbered or SUBNUMBERED.match(lines[0])
    assert mark
    texts = [lines[0][mark.end() :], *lines[1:]]
    keep = "\n" if texts[0].strip().endswith("?") else " "
    text = inline(texts[0]) + "".join((keep if n == 1 else " ") + inline(each) for n, each in enumerate(texts[1:], 1))
    return Block("step" if numbered else "item", text, line, 1 + len(mark[1]) // 2, id=name)


def paragraphs(lines: list[str], at: int, end: int, name: str) -> Iterator[Block]:
    """A stretch of lines without a gap: usually one paragraph; sometimes a heading or several run together."""
    part = [re.sub(r"^\s*>\s?", "", line) for line in lines[at:end]]
    if len(part) == 2 and re.fullmatch(r"=+|-{3,}", part[1].strip()):
        yield Block("heading", inline(part[0]), at + 1, 1 if part[1].strip()[0] == "=" else 2, id=name)
        return
    first = next((n for n, line in enumerate(part) if LABELED.match(line.strip())), len(part))
    if len(part) - first >= 2 and all(LABELED.match(line.strip()) for line in part[first:]):
        if first:
            yield from paragraphs(lines, at, at + first, name)
        yield from (Block("item", inline(line), at + n + 1) for n, line in enumerate(part) if n >= first)
        return
    widest = max(len(line) for line in part)
    start = 0
    for index, line in enumerate(part):
        last = index == len(part) - 1
        text = line.strip()
        alone = index == start
        following = part[index + 1].strip() if not last else ""
        leading = last and end < len(lines) and LEADS.search(text) and starts_block(lines, end)
        if alone and not leading and is_heading(text, following, last, widest) and (not last or heads(lines, end)):
            yield Block("heading", inline(text), at + index + 1, heading_level(text), id=name)
            start, name = index + 1, ""
        elif last or (text.endswith((".", "!", "?", ":")) and (len(line) < 0.8 * widest or widest > NARROW)):
            text = inline(" ".join(each.strip() for each in part[start : index + 1]))
            if not re.fullmatch(r"!\[.*", text):
                yield Block("paragraph", text, at + start + 1, id=name)
            start, name = index + 1, ""


def is_heading(text: str, following: str, last: bool, widest: int) -> bool:
    if not looks_like_heading(text):
        return False
    return last or (len(text) < 0.7 * max(widest, 40) and not following[:1].islower())


def looks_like_heading(text: str) -> bool:
    words = text.split()
    bold = re.fullmatch(r"(\*\*|__)[^*]+\1:?", text)
    if bold:
        return len(words) <= 14
    if not text or len(words) > 12 or text[0] in "\"“'(" or text[0].islower():
        return False
    question = text.endswith("?") and len(words) <= 10
    return (not text.endswith(ENDS) or question) and bool(re.match(r"(?:[A-Z\d]|\w+ing\b)", text))


def heads(lines: list[str], end: int) -> bool:
    """Whether something follows that a heading could stand over."""
    return any(line.strip() for line in lines[end:])


def heading_level(text: str) -> int:
    """Numbered headings hold lettered ones, and both hold those without a mark."""
    if re.match(r"^\d+[.)]\s|^[A-Z][A-Z\s\d:,&-]{5,}$", text):
        return 1
    return 2 if LETTERED.match(text) else 3


def inline(text: str) -> str:
    """One line of Markdown as it is read aloud."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"!\[[^\[\]]*\]\([^()]*\)", "", text)
    text = re.sub(r" ?\[@[^\[\]]*\]", "", text)
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|`)(?=\S)(.{1,400}?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])[*_](?=\S)([^*_]+)(?<=\S)[*_](?![\w*])", r"\1", text)
    text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", " ", text)
    text = re.sub(r"\\([*_#\[\]().!|-])", r"\1", text)
    return re.sub(r"\s+", " ", text).replace(" .", ".").strip()
