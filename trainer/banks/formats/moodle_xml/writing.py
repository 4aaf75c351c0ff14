"""Questions as Moodle XML."""

import re
from collections.abc import Callable, Iterable
from html import escape

from lxml import etree
from lxml.builder import E

from trainer.banks.formats.numbers import plain_number
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    SHORTANSWER,
    TRUEFALSE,
    Answer,
    Gap,
    Question,
)
from trainer.banks.formats.trees import FORBIDDEN
from trainer.banks.formats.written import Written

SHORT = "moodle_auto_format"


def write(questions: Iterable[Question]) -> Written:
    out = Written()
    quiz = E.quiz()
    for question in questions:
        if question.type in BODIES:
            quiz.append(entry(question))
        else:
            out.leave(question, f"Moodle XML has no question of the kind {question.type}.")
    etree.indent(quiz)
    out.data = etree.tostring(quiz, xml_declaration=True, encoding="UTF-8") + b"\n"
    return out


def entry(question: Question) -> "etree._Element":
    form = "html" if question.is_html else SHORT
    node = E.question(E.name(text(question.title)), type=NAMES.get(question.type, question.type))
    node.append(E.questiontext(text(stem_of(question)), format=form))
    node.append(E.generalfeedback(text(question.general_feedback), format=form))
    node.append(E.defaultgrade("1"))
    if question.id:
        node.append(E.idnumber(clean(question.id)))
    BODIES[question.type](node, question)
    if question.tags:
        node.append(E.tags(*(E.tag(text(tag)) for tag in question.tags)))
    return node


def clean(words: str) -> str:
    return FORBIDDEN.sub("", words)


def text(words: str) -> "etree._Element":
    return E.text(clean(words))


def answer(one: Answer, form: str) -> "etree._Element":
    percent = plain_number(round(one.fraction * 100, 7))
    return E.answer(text(one.text), E.feedback(text(one.feedback), format=form), fraction=percent, format=form)


def choices(node: "etree._Element", question: Question) -> None:
    node.append(E.single("true" if question.is_single else "false"))
    node.append(E.shuffleanswers("false" if question.is_fixed else "true"))
    for one in question.answers:
        node.append(answer(one, "html" if one.is_html else SHORT))


def words(node: "etree._Element", question: Question) -> None:
    node.append(E.usecase("0"))
    for one in question.answers:
        node.append(answer(one, SHORT))


def truth(node: "etree._Element", question: Question) -> None:
    for one in question.answers:
        node.append(answer(one, SHORT))


def numbers(node: "etree._Element", question: Question) -> None:
    for one in question.answers:
        row = answer(one, SHORT)
        row.append(E.tolerance(plain_number(one.tolerance or 0)))
        node.append(row)
    if question.unit:
        node.append(E.units(E.unit(E.multiplier("1"), E.unit_name(clean(question.unit)))))


def pairs(node: "etree._Element", question: Question) -> None:
    node.append(E.shuffleanswers("true"))
    for prompt, match in question.pairs:
        form = "html" if question.is_html else SHORT
        node.append(E.subquestion(text(prompt), E.answer(text(match)), format=form))


def steps(node: "etree._Element", question: Question) -> None:
    node.append(E.layouttype("VERTICAL"))
    node.append(E.selecttype("ALL"))
    node.append(E.selectcount("0"))
    node.append(E.gradingtype("ALL_OR_NOTHING" if question.is_all_or_nothing else "RELATIVE_NEXT_EXCLUDE_LAST"))
    for place, one in enumerate(question.answers, 1):
        node.append(E.answer(text(one.text), fraction=str(place), format="html" if one.is_html else SHORT))


def gaps(node: "etree._Element", question: Question) -> None:
    """The right choice of the first gap comes first, and so on; gaps with the same choices share a group."""
    node.append(E.shuffleanswers("true"))
    groups: dict[frozenset[str], str] = {}
    rows = []
    for gap in question.gaps:
        texts = frozenset(one.text for one in gap.answers)
        group = groups.setdefault(texts, str(len(groups) + 1))
        rows += [(one.text, group) for one in gap.answers if one.fraction > 0][:1]
    for gap in question.gaps:
        group = groups[frozenset(one.text for one in gap.answers)]
        rows += [(one.text, group) for one in gap.answers if (one.text, group) not in rows]
    for said, group in rows:
        node.append(E.selectoption(text(said), E.group(group)))


def embedded(node: "etree._Element", question: Question) -> None:
    """The answers stand in the text."""


def stem_of(question: Question) -> str:
    """Gaps are called by their numbers, or hold their answers."""
    said = question.stem
    for number, gap in enumerate(question.gaps, 1):
        mark = f"[[{number}]]" if question.type == GAPSELECT else in_text(gap)
        said = said.replace(f"[[{gap.id}]]", mark, 1)
    return said


def in_text(gap: Gap) -> str:
    parts = []
    for one in gap.answers:
        mark = "=" if one.fraction == 1 else f"%{plain_number(one.fraction * 100)}%" if one.fraction else ""
        comment = f"#{guarded(one.feedback)}" if one.feedback else ""
        parts.append(f"{mark}{guarded(one.text)}{comment}")
    return f"{{1:{'SHORTANSWER' if gap.is_open else 'MULTICHOICE'}:{'~'.join(parts)}}}"


def guarded(words_: str) -> str:
    """Answers in a text are HTML."""
    marked = re.sub(r"([\\~#}/\"])", r"\\\1", escape(words_, quote=False))
    return marked.replace("{", "&#123;")


NAMES = {CLOZE: "cloze"}
BODIES: dict[str, Callable[["etree._Element", Question], None]] = {
    MULTICHOICE: choices,
    TRUEFALSE: truth,
    SHORTANSWER: words,
    NUMERICAL: numbers,
    MATCHING: pairs,
    ORDERING: steps,
    GAPSELECT: gaps,
    CLOZE: embedded,
}
