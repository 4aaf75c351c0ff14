"""What a line is: the beginning of a question, an answer, the key, a comment."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from trainer.banks.formats.paste.lines import Line
from trainer.banks.formats.questions import CannotRead

NUMBER = re.compile(
    r"^(?:Q(?:uestion)?\s*\.?\s*)?(\d{1,4})\s?[.):\]](?!\d)\s*(?=\S)|^Q(?:uestion)?\s*(\d{1,4})\s*[.:)]?\s*", re.I
)
OPTION = re.compile(r"^\s*([*✓✔√]|\[[xX ]?\]|\([xX]\))?\s*\(?([A-Ja-j])\s?[.)\]]\s+(?=\S)")
TIGHT = re.compile(r"^\s*([*✓✔√])?\s*\(?([A-Ja-j])\)(?=\S)")
BULLET = re.compile(r"^\s*(?:[•·▪◦o○●■□☐☑✓✔√*-]|\[[xX ]?\])\s+(?=\S)")
KEY = re.compile(
    r"^\s*(?:the\s+)?(?:correct\s+|right\s+)?(?:answers?|ans|key|solution)\s*(?:is|are)?\s*[.:=–-]\s*(.+)$", re.I
)
COMMENT = re.compile(r"^\s*(?:explanation|rationale|feedback|comment|reason|why|justification)\s*[.:–-]\s*(.+)$", re.I)
BOX = re.compile(r"^\s*(?:[-*•]\s*)?\[([ xX*✓✔])\]\s+(\S.*)$")
KEYS = re.compile(r"^\s*(?:answer\s*keys?|answers|key|keys|solutions|correct answers)\s*:?\s*$", re.I)
KEY_ROW = re.compile(
    r"(?:^|[\s,;])(\d{1,4})\s*[.):=–-]*\s*\(?(true|false|[A-Ja-j](?:\s*[&+]\s*[A-Ja-j])*|t|f)\)?(?=$|[\s,;.])", re.I
)
ROW_START = re.compile(r"(?:^|[\s,;])(\d{1,4})\s*[.):=–-]+\s*")
MARKED_WORD = re.compile(
    r"\s*[(\[]\s*(?:correct(?: answer)?|right(?: answer)?|key|true answer)\s*[)\]]\s*$|\s*[✓✔√]\s*$", re.I
)
SPLIT = re.compile(r"(?:\t+|\s{2,})(?=\(?[A-Ja-j][.)]\s*\S)")
LONGEST = 20_000  # characters of an answer
SIGNS = {"*", "✓", "✔", "√", "[x]", "[X]", "(x)", "(X)"}


@dataclass
class Option:
    text: str
    is_marked: bool = False  # by a sign or a word
    is_bold: bool = False
    is_lettered: bool = False


@dataclass
class Piece:
    """A question as its lines have it."""

    line: int
    number: str = ""
    stem: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    key: str = ""
    why: str = ""
    is_apart: bool = False
    is_listed: bool = False
    section: str = ""  # the heading that it stands under
    is_done: bool = False  # a heading came after it

    @property
    def next_letter(self) -> str:
        return "abcdefghij"[len(self.options)] if len(self.options) < 10 else ""


def pieces(lines: list[Line]) -> tuple[list[Piece], dict[str, str]]:
    """The questions, and the key that stands by itself at the end, by number; "" where it says two things."""
    found: list[Piece] = []
    keys: dict[str, str] = {}
    in_keys, is_numbered = False, any(NUMBER.match(line.text) for line in lines)
    levels = [line.depth for line in lines if line.is_first]
    deepest = max(levels, default=0)
    lists_hold_options = deepest == 1 and any(not line.depth and len(line.text) > 3 for line in lines)
    parts = [replace(line, text=unboxed(line.text)) for line in split_up(lines)]
    section = ""
    for place, line in enumerate(parts, start=1):
        text = line.text.strip()
        if not text:
            if found:
                found[-1].is_apart = True
            continue
        if KEYS.match(text):
            in_keys = in_keys or not leads_to_options(parts[place:])
            continue
        rows = keys_in(text) if in_keys or is_row_of_keys(text) else []
        if rows and (in_keys or len(rows) > 1):
            for number, key in rows:
                keys[number] = key if keys.get(number, key).casefold() == key.casefold() else ""
            continue
        if found and line.is_heading and heads_a_section(text, parts[place:]):
            section, found[-1].is_done = text, True
            continue
        is_option = line.is_first and (line.depth > 1 or (lists_hold_options and line.depth == 1))
        before = len(found)
        take(found, line, text, is_option, is_numbered)
        if len(found) > before:
            found[-1].section = section
    return found, keys


def heads_a_section(text: str, after: list[Line]) -> bool:
    """Some write their questions as headings: these have a number, a question mark, or answers below."""
    following = next((line for line in after if line.text.strip()), None)
    is_question = bool(NUMBER.match(text)) or text.endswith("?")
    return not is_question and not (following and (following.is_first or is_answer(following.text)))


def is_answer(text: str) -> bool:
    return bool(OPTION.match(text) or TIGHT.match(text) or BULLET.match(text))


def unboxed(text: str) -> str:
    """An answer with a box to be ticked, as a list writes one."""
    found = BOX.match(text)
    if not found or OPTION.match(found[2]) or TIGHT.match(found[2]):
        return text
    return f"- {found[2].strip()}{'' if found[1] == ' ' else ' (correct)'}"


def leads_to_options(lines: Iterable[Line]) -> bool:
    """“Answers:” can stand over the answers of one question, too."""
    text = next((line.text for line in lines if line.text.strip()), "")
    return bool(OPTION.match(text) or TIGHT.match(text))


def keys_in(text: str) -> list[tuple[str, str]]:
    """Number and key. More than a letter is one key as a whole: “A, C” is not A, “A rib” is the words of an answer."""
    rows = KEY_ROW.findall(text)
    if not rows or not re.sub(KEY_ROW, "", text).strip(" ,;.") or all(len(key) > 1 for _, key in rows):
        return rows
    parts = ROW_START.split(text)
    return [(number, key.strip(" ,;")) for number, key in zip(parts[1::2], parts[2::2], strict=True)]


def is_row_of_keys(text: str) -> bool:
    """“1. B  2. C  3. A” and nothing else."""
    return not re.sub(KEY_ROW, "", text).strip(" ,;.") and len(KEY_ROW.findall(text)) > 1


def split_up(lines: list[Line]) -> Iterator[Line]:
    """Answers that stand one behind the other on a line."""
    for line in lines:
        parts = SPLIT.split(line.text) if OPTION.match(line.text) or TIGHT.match(line.text) else [line.text]
        for part in parts:
            yield replace(line, text=part)


def take(found: list[Piece], line: Line, text: str, is_option: bool, is_numbered: bool) -> None:
    now = found[-1] if found else None
    if now and (key := KEY.match(text)):
        now.key = now.key or key[1].strip()
        return
    if now and (comment := COMMENT.match(text)):
        now.why = f"{now.why} {comment[1]}".strip()
        return
    option = option_of(line, text, is_option, now)
    if now and option and not now.key:
        now.options.append(option)
        now.is_apart = False
        return
    number = NUMBER.match(text)
    if number or (line.is_first and line.depth == 1 and not is_option) or starts_anew(now, is_numbered):
        stem = text[number.end() :] if number else text
        name = (number[1] or number[2]) if number else str(len(found) + 1) if line.is_first else ""
        found.append(Piece(line.number, name, [stem] if stem else [], is_listed=line.is_first))
    elif now and now.is_done:
        found.append(Piece(line.number, "", [text], is_listed=line.is_first))
    elif now and now.options and not now.key and not now.is_apart:
        if len(now.options[-1].text) > LONGEST:
            raise CannotRead(f"line {line.number}: the answer above has no end. This is not a list of questions.")
        now.options[-1].text += f" {text}"
    elif now:
        (now.stem if not now.options else []).append(text)
    if found:
        found[-1].is_apart = False


def starts_anew(now: Piece | None, is_numbered: bool) -> bool:
    """Where questions are not numbered, words behind a finished one begin another."""
    if now is None:
        return True
    is_done = bool(now.key) or (bool(now.options) and now.is_apart)
    return is_done and not is_numbered and not now.is_listed


def option_of(line: Line, text: str, is_option: bool, now: Piece | None) -> Option | None:
    if now is None or not now.stem:
        return None
    found = OPTION.match(text) or TIGHT.match(text)
    if found and found[2].lower() == now.next_letter:
        return replace(marked(text[found.end() :], (found[1] or "") in SIGNS, line.is_marked), is_lettered=True)
    if not is_option and now.options and now.options[-1].is_lettered:
        return None
    if is_option or (BULLET.match(text) and not (NUMBER.match(text))):
        bullet = BULLET.match(text)
        sign = bullet[0].strip() if bullet else ""
        return marked(text[bullet.end() :] if bullet else text, sign in {*SIGNS, "☑"}, line.is_marked)
    return None


def marked(text: str, has_sign: bool, is_bold: bool) -> Option:
    has_word = bool(MARKED_WORD.search(text))
    text = MARKED_WORD.sub("", text).strip()
    if text.startswith("*") and not text.startswith("**"):
        text, has_sign = text.lstrip("* "), True
    elif text.endswith("*") and not text.endswith("**"):
        text, has_sign = text.rstrip("* "), True
    if text.startswith("**") and text.endswith("**") and len(text) > 4:
        text, is_bold = text[2:-2].strip(), True
    return Option(text, has_sign or has_word, is_bold)
