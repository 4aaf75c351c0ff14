"""Questions as one QTI 1.2 file, as Canvas writes them."""

from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from trainer.banks.formats.numbers import plain_number
from trainer.banks.formats.packages.writing import zipped_12
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MULTICHOICE,
    NUMERICAL,
    SHORTANSWER,
    TRUEFALSE,
    Answer,
    Question,
)
from trainer.banks.formats.trees import FORBIDDEN
from trainer.banks.formats.written import Written

SPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
E = ElementMaker(namespace=SPACE, nsmap={None: SPACE})
Element = Any


def write(questions: Iterable[Question], title: str = "Questions") -> Written:
    out = Written()
    section = E.section(ident="root_section")
    for number, question in enumerate(questions, 1):
        if question.type == CLOZE and not all(gap.is_open for gap in question.gaps):
            out.note(question, "gaps with a list of choices are typed there, as the others are.")
        if question.type in {NUMERICAL, SHORTANSWER} and not question.right:
            out.leave(question, "It has no right answer to be scored by.")
        elif question.type in BODIES:
            section.append(item(question, number))
        else:
            out.leave(question, f"QTI 1.2 as others read it has no question of the kind {question.type}.")
    root = E.questestinterop(E.assessment(section, ident="questions", title=title))
    etree.indent(root)
    out.data = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    return out


def write_package(questions: Iterable[Question]) -> Written:
    """The same in a zip, which is how other products take it."""
    out = write(questions)
    out.data = zipped_12(out.data)
    return out


def item(question: Question, number: int) -> Element:
    name = type_of(question)
    shown = E.presentation(material(stem_of(question), question.is_html))
    scored = E.resprocessing(E.outcomes(E.decvar(maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")))
    fields = E.qtimetadata(field("question_type", name), field("points_possible", "1.0"))
    node = E.item(E.itemmetadata(fields), shown, scored, ident=clean(question.id) or f"question_{number}")
    node.set("title", clean(question.title))
    comments: dict[str, str] = {}
    typed = question.right if question.type in {NUMERICAL, SHORTANSWER} else []
    if general := next((said for said in (question.general_feedback, *(one.feedback for one in typed)) if said), ""):
        comments["general_fb"] = general
        scored.append(E.respcondition(E.conditionvar(E.other()), show("general_fb"), {"continue": "Yes"}))
    BODIES[question.type](question, shown, scored, comments)
    for ident, said in comments.items():
        node.append(E.itemfeedback(E.flow_mat(material(said, question.is_html)), ident=ident))
    return node


def type_of(question: Question) -> str:
    if question.type == MULTICHOICE:
        return "multiple_choice_question" if question.is_single else "multiple_answers_question"
    return {
        TRUEFALSE: "true_false_question",
        SHORTANSWER: "short_answer_question",
        NUMERICAL: "numerical_question",
        MATCHING: "matching_question",
        GAPSELECT: "multiple_dropdowns_question",
        CLOZE: "fill_in_multiple_blanks_question",
    }[question.type]


def stem_of(question: Question) -> str:
    said = question.stem
    for gap in question.gaps:
        said = said.replace(f"[[{gap.id}]]", f"[{gap.id}]", 1)
    return said


def clean(words: str) -> str:
    return FORBIDDEN.sub("", words)


def field(label: str, entry: str) -> Element:
    return E.qtimetadatafield(E.fieldlabel(label), E.fieldentry(entry))


def material(words: str, is_html: bool) -> Element:
    return E.material(E.mattext(clean(words), texttype="text/html" if is_html else "text/plain"))


def show(ident: str) -> Element:
    return E.displayfeedback(feedbacktype="Response", linkrefid=ident)


def earns(test: Element, share: float, action: str = "Set", ends: bool = True) -> Element:
    change = E.setvar(plain_number(round(share * 100, 4)), action=action, varname="SCORE")
    return E.respcondition(E.conditionvar(test), change, {"continue": "No" if ends else "Yes"})


def equal(response: str, value: str) -> Element:
    return E.varequal(clean(value), respident=response)


def list_of(response: str, answers: list[Answer], cardinality: str, prompt: Element | None = None) -> Element:
    labels = [E.response_label(material(one.text, one.is_html), ident=one.ident) for one in answers]
    node = E.response_lid(ident=response, rcardinality=cardinality)
    if prompt is not None:
        node.append(prompt)
    node.append(E.render_choice(*labels))
    return node


def lettered(question: Question, scored: Element, comments: dict[str, str]) -> list[Answer]:
    """The answers with idents of this file, and their comments."""
    answers = []
    for number, one in enumerate(question.answers, 1):
        text = one.text.capitalize() if question.type == TRUEFALSE else one.text
        answers.append(Answer(text, one.fraction, one.feedback, is_html=one.is_html, ident=f"answer_{number}"))
        if one.feedback:
            comments[f"answer_{number}_fb"] = one.feedback
            test = E.conditionvar(equal("response1", f"answer_{number}"))
            scored.append(E.respcondition(test, show(f"answer_{number}_fb"), {"continue": "Yes"}))
    return answers


def choices(question: Question, shown: Element, scored: Element, comments: dict[str, str]) -> None:
    answers = lettered(question, scored, comments)
    shown.append(list_of("response1", answers, "Single" if question.is_single else "Multiple"))
    if question.is_single:
        for one in answers:
            if one.fraction > 0:
                scored.append(earns(equal("response1", one.ident), one.fraction))
        return
    parts = [equal("response1", one.ident) for one in answers if one.fraction > 0]
    parts += [E("not", equal("response1", one.ident)) for one in answers if one.fraction <= 0]
    if question.is_all_or_nothing:
        scored.append(earns(E("and", *parts), 1.0))
    for one in answers if not question.is_all_or_nothing else ():
        if one.fraction:
            scored.append(earns(equal("response1", one.ident), one.fraction, "Add", ends=False))


def words(question: Question, shown: Element, scored: Element, comments: dict[str, str]) -> None:
    shown.append(
        E.response_str(E.render_fib(E.response_label(ident="answer1")), ident="response1", rcardinality="Single")
    )
    for one in question.answers:
        if one.fraction > 0:
            scored.append(earns(equal("response1", one.text), one.fraction))


def numbers(question: Question, shown: Element, scored: Element, comments: dict[str, str]) -> None:
    box = E.render_fib(E.response_label(ident="answer1"), fibtype="Decimal")
    shown.append(E.response_str(box, ident="response1", rcardinality="Single"))
    for one in question.right:
        value, margin = float(one.text), one.tolerance or 0.0
        low, high = plain_number(round(value - margin, 12)), plain_number(round(value + margin, 12))
        limits = E("and", E.vargte(low, respident="response1"), E.varlte(high, respident="response1"))
        scored.append(earns(E("or", equal("response1", one.text), limits), one.fraction))


def pairs(question: Question, shown: Element, scored: Element, comments: dict[str, str]) -> None:
    texts = list(dict.fromkeys(match for _, match in question.pairs))
    asked = [(prompt, match) for prompt, match in question.pairs if prompt]
    for number, (prompt, match) in enumerate(asked, 1):
        rows = [Answer(text, ident=f"choice_{place}") for place, text in enumerate(texts, 1)]
        shown.append(list_of(f"response_{number}", rows, "Single", material(prompt, question.is_html)))
        right = f"choice_{texts.index(match) + 1}"
        scored.append(earns(equal(f"response_{number}", right), 1 / len(asked), "Add", ends=False))


def gaps(question: Question, shown: Element, scored: Element, comments: dict[str, str]) -> None:
    """Each right answer of a gap that is typed earns its share."""
    for place, gap in enumerate(question.gaps, 1):
        name = f"response_{gap.id}"
        rows = [
            Answer(one.text, one.fraction, is_html=one.is_html, ident=f"gap{place}_{number}")
            for number, one in enumerate(gap.answers, 1)
        ]
        shown.append(list_of(name, rows, "Single", material(gap.id, False)))
        for one in rows:
            if one.fraction > 0:
                scored.append(earns(equal(name, one.ident), one.fraction / len(question.gaps), "Add", ends=False))


BODIES: dict[str, Callable[[Question, Element, Element, dict[str, str]], None]] = {
    MULTICHOICE: choices,
    TRUEFALSE: choices,
    SHORTANSWER: words,
    NUMERICAL: numbers,
    MATCHING: pairs,
    GAPSELECT: gaps,
    CLOZE: gaps,
}
