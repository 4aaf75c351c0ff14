"""Aiken: a question, lettered answers, a line with the right letter. https://docs.moodle.org/en/Aiken_format"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO

from trainer.banks.formats.decoding import decoded, mark_doubtful
from trainer.banks.formats.markup import SCRIPTED, acts, disarmed, plain
from trainer.banks.formats.questions import MULTICHOICE, TRUEFALSE, Answer, Question, Reading
from trainer.banks.formats.written import Written

OPTION = re.compile(r"^\s*\(?([A-Za-z])\s?[.)]\s*(\S.*)$")
KEY = re.compile(r"^\s*(?:ANSWERS?|KEY|CORRECT(?: ANSWER)?)\s*[:=]\s*(.*)$", re.IGNORECASE)
COMMENT = re.compile(r"^\s*(?:FEEDBACK|EXPLANATION|RATIONALE)\s*:\s*(.*)$", re.IGNORECASE)
LETTERS = re.compile(r"^\(?([A-Za-z])[.)]?(?:\s*(?:,|;|&|and|\s)\s*\(?([A-Za-z])[.)]?)*\.?$")


@dataclass
class Open:
    """A question that is being read."""

    line: int = 0
    stem: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    is_apart: bool = False  # an empty line came after the last one
    since: list[tuple[int, str]] = field(default_factory=list)  # the lines since the last empty one

    @property
    def next_letter(self) -> str:
        return chr(ord("A") + len(self.options))


def read(data: bytes) -> Reading:
    text, warning = decoded(data)
    reading, one = Reading("aiken"), Open()
    for number, line in enumerate(map(str.rstrip, StringIO(text)), 1):
        if reading.is_full(number):
            one = Open()
            break
        one = step(reading, one, line, number)
    if one.stem or one.options:
        no_key(reading, one)
    mark_doubtful(reading.questions, warning)
    return reading


def step(reading: Reading, one: Open, line: str, number: int) -> Open:
    """What the line adds to the question; another question where it begins one."""
    option, key, comment = OPTION.match(line), KEY.match(line), COMMENT.match(line)
    if not line.strip():
        one.is_apart, one.since = True, []
        return one
    if key and (one.options or not one.stem):
        close(reading, one, key[1].strip(), number)
        return Open()
    if comment and not one.stem and reading.questions:
        reading.questions[-1].general_feedback = disarmed(comment[1].strip())
        return one
    if option and one.stem and option[1].upper() == one.next_letter:
        one.options.append(option[2].strip())
    elif option and one.options and option[1].upper() == "A":
        one = begun_again(reading, one, option[2].strip())
    elif one.options and one.is_apart:
        no_key(reading, one)
        one = Open(number, [line.strip()])
    elif one.options:
        one.options[-1] += f" {line.strip()}"
    else:
        one.line = one.line or number
        one.stem.append(line.strip())
    one.is_apart = False
    one.since.append((number, line.strip()))
    return one


def begun_again(reading: Reading, one: Open, text: str) -> Open:
    """The letters begin anew, so what stands since the empty line is the text of another question."""
    no_key(reading, one)
    lines = one.since if len(one.since) < len(one.options) + len(one.stem) else []
    return Open(lines[0][0] if lines else 0, [line for _, line in lines], [text])


def close(reading: Reading, one: Open, said: str, number: int) -> None:
    keys = {letter.upper() for letter in re.findall(r"\b[A-Za-z]\b", said)} if LETTERS.match(said) else set()
    letters = {chr(ord("A") + place) for place in range(len(one.options))}
    if not one.stem or len(one.options) < 2:
        reading.error(
            one.line or number, "A question needs a text and at least two answers, A) and B), before its key."
        )
    elif not keys or not keys <= letters:
        reading.error(number, f"“{said[:40]}” is none of the letters {', '.join(sorted(letters))}.")
    else:
        reading.questions.append(question(one, keys))


def no_key(reading: Reading, one: Open) -> None:
    reading.error(one.line, "This question has no line “ANSWER:” with the right letter.")


def question(one: Open, keys: set[str]) -> Question:
    stem = "\n".join(one.stem)
    found = Question(MULTICHOICE, disarmed(stem), line=one.line, is_single=len(keys) == 1, says_marks=False)
    for place, text in enumerate(one.options):
        found.answers.append(Answer(disarmed(text), 1 / len(keys) if chr(ord("A") + place) in keys else 0.0))
    found.title = title_of(found.stem)
    if len(keys) > 1:
        found.warn("Several letters are given as right; each counts the same share.")
    if any(map(acts, [stem, *one.options])):
        found.warn(SCRIPTED)
    return found


def title_of(stem: str) -> str:
    return stem if len(stem) <= 80 else stem[:77] + "..."


def write(questions: Iterable[Question]) -> Written:
    out, texts = Written(), []
    for one in questions:
        if one.type not in {MULTICHOICE, TRUEFALSE} or not one.is_single or [a.fraction for a in one.right] != [1]:
            out.leave(one, "Aiken holds only questions with one right answer to choose.")
        elif len(one.answers) > 26:
            out.leave(one, "Aiken has letters for 26 answers.")
        else:
            texts.append(entry(one))
    out.data = "\n".join(texts).encode()
    return out


def entry(one: Question) -> str:
    lines = [in_one_line(one.stem, one.is_html)]
    for place, answer in enumerate(one.answers):
        text = answer.text.capitalize() if one.type == TRUEFALSE else in_one_line(answer.text, answer.is_html)
        lines.append(f"{chr(ord('A') + place)}) {text}")
    key = next(place for place, answer in enumerate(one.answers) if answer.fraction == 1)
    return "\n".join([*lines, f"ANSWER: {chr(ord('A') + key)}", ""])


def in_one_line(text: str, is_html: bool) -> str:
    return " ".join((plain(text) if is_html else text).split())
