"""Reads as Moodle's own importer does, and says where that loses or supposes something."""

import re

from trainer.banks.formats.decoding import decoded, mark_doubtful
from trainer.banks.formats.gift import answers
from trainer.banks.formats.gift.blocks import CATEGORY, Block, blocks
from trainer.banks.formats.gift.escapes import shown
from trainer.banks.formats.gift.texts import HTML, Text, formatted, title_of
from trainer.banks.formats.markup import plain
from trainer.banks.formats.questions import CATEGORY as A_CATEGORY
from trainer.banks.formats.questions import DAMAGED, DESCRIPTION, ESSAY, CannotRead, Question, Reading

BLANK = "_____"
BESIDE = re.compile(r"(?:^|(?<=\s))//.*$", re.MULTILINE)
BRACES = re.compile(r"\{([^{}]*)\}")
ANSWERS = re.compile(r"[=~]|^\s*#|^\s*(?:T|TRUE|F|FALSE)\s*(?:#|$)", re.IGNORECASE)
TRUTH = re.compile(r"^\s*(T|TRUE|F|FALSE)\s*(#.*)?$", re.DOTALL | re.IGNORECASE)


def read(data: bytes) -> Reading:
    text, warning = decoded(data)
    reading = Reading("gift")
    for block in blocks(text):
        if reading.is_full(block.line):
            break
        try:
            add(reading, block)
        except CannotRead as problem:
            reading.error(block.line, str(problem))
        except Exception:  # one broken question must not cost the others
            reading.error(block.line, DAMAGED)
    mark_doubtful(reading.questions, warning)
    return reading


def add(reading: Reading, block: Block) -> None:
    if found := CATEGORY.match(block.text):
        reading.category = found[1].strip()
        reading.skip(block.line, A_CATEGORY, f"The category “{found[1].strip()}” is not kept; sort by objective.")
        return
    name, text = named(block.text)
    stem_text, answer_text = parts(text)
    stem = formatted(stem_text)
    if answer_text is None or not answer_text:
        reading.skip(block.line, DESCRIPTION if answer_text is None else ESSAY)
        return
    answer_text, general = general_feedback(answer_text, stem)
    question = Question(
        type="",
        stem=stem.text,
        title=name,
        general_feedback=general.text,
        tags=block.tags,
        id=block.id,
        line=block.line,
        is_html=stem.form == HTML,
        category=reading.category,
    )
    question.title = name or title_of(question)
    for text_ in (stem, general):
        text_.warn(question)
    if not question.stem:
        question.warn("The question has no text.")
    if "{" in stem_text:
        question.warn("Braces { } behind the answers are read as text.")
    fill(question, answer_text, stem.form)
    reading.questions.append(question)


def named(text: str) -> tuple[str, str]:
    """The name between double colons, "" without one, and what follows."""
    if not text.startswith("::") or (end := text.find("::", 2)) < 0:
        return "", text
    rest = text[end + 2 :].strip()
    return " ".join(plain(shown(text[2:end])).split()), BESIDE.sub("", rest, 1).strip() if rest[:2] == "//" else rest


def parts(text: str) -> tuple[str, str | None]:
    """The stem, with a blank where the answers stood inside of it, and the answers; None where there are none."""
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return text, None
    if start < 0 or end < start:
        raise CannotRead("A brace { or } is missing. Write it, or put \\ before the one that is text.")
    if text.find("{", start + 1) > 0 and not are_plain(text):
        raise CannotRead("There is more than one { in this question. Put \\ before the one that is text.")
    before, after = text[:start], text[end + 1 :]
    stem = before + (BLANK + after if after else "")
    return stem, text[start + 1 : end].strip()


def are_plain(text: str) -> bool:
    """Whether only the first braces hold answers, and those behind them are text, as in a formula."""
    found = list(BRACES.finditer(text))
    if not found or found[0].start() != text.find("{"):
        return False
    hold_answers = [bool(ANSWERS.search(one[1])) for one in found]
    return hold_answers[0] and not any(hold_answers[1:])


def general_feedback(text: str, stem: Text) -> tuple[str, Text]:
    at = text.rfind("####")
    if at < 0:
        return text, Text("", stem.form)
    return text[:at].strip(), formatted(text[at + 4 :], stem.form)


def fill(question: Question, text: str, form: str) -> None:
    """By the signs that the answers begin with, as GIFT tells its kinds apart."""
    if "//" in text and not TRUTH.match(text) and TRUTH.match(bare := BESIDE.sub("", text).strip()):
        question.warn("Comments after // beside the answer are left out.")
        text = bare
    if text.startswith("#"):
        answers.numerical(question, text[1:], form)
    elif "~" in text:
        answers.multichoice(question, text, form)
    elif "=" in text and "->" in text:
        answers.matching(question, text, form)
    elif TRUTH.match(text):
        answers.truefalse(question, text, form)
    else:
        answers.shortanswer(question, text, form)
