"""Questions as QTI items: 2.1, and the same in the spelling of 3.0."""

import re
from collections.abc import Callable, Iterable
from html import escape

from lxml import etree
from lxml import html as lxml_html

from trainer.banks.formats.fitting import slug_of
from trainer.banks.formats.numbers import number_of, plain_number
from trainer.banks.formats.packages.writing import Part, package
from trainer.banks.formats.qti2.spelling import in_version_3
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

RULES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
SPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"


def write(questions: Iterable[Question], is_3: bool = False) -> Written:
    """A zip with an item for each question, a test of them and a manifest."""
    out, parts, names = Written(), [], set()
    for question in questions:
        if question.type not in BODIES:
            out.leave(question, f"QTI has no question of the kind {question.type} here.")
            continue
        if not question.right and not question.pairs and question.type != MULTICHOICE:
            out.leave(question, "It has no right answer to be scored by.")
            continue
        if question.type == ORDERING and not question.is_all_or_nothing:
            out.note(question, "its order counts as a whole there.")
        name = slug_of(question)
        while name in names:
            name += "-again"
        names.add(name)
        data = item(question, name)
        parts.append(Part(name, f"items/{name}.xml", in_version_3(data) if is_3 else data))
    out.data = package(parts, "30" if is_3 else "21")
    return out


def write_3(questions: Iterable[Question]) -> Written:
    return write(questions, is_3=True)


def item(question: Question, name: str) -> bytes:
    declared, body, rules = BODIES[question.type](question)
    title = attribute(" ".join(question.title.split()) or name)
    general = escape(clean(question.general_feedback or reason_of(question)), quote=False)
    if general:
        about = 'outcomeIdentifier="GENERAL" identifier="general" showHide="show"'
        general = f"<modalFeedback {about}>{general}</modalFeedback>"
    score = outcome("SCORE", "float", "0") + outcome("MAXSCORE", "float", "1")
    score += outcome("GENERAL", "identifier", "general") if general else ""
    text = (
        f'<assessmentItem xmlns="{SPACE}" identifier="{attribute(name)}" title="{title}" adaptive="false" '
        f'timeDependent="false">{declared}{score}<itemBody>{body}</itemBody>{rules}{general}</assessmentItem>'
    )
    root = etree.fromstring(text.encode())
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def reason_of(question: Question) -> str:
    """Of an answer that is typed."""
    is_typed = question.type in {SHORTANSWER, NUMERICAL}
    return next((one.feedback for one in question.right if one.feedback), "") if is_typed else ""


def clean(words: str) -> str:
    return FORBIDDEN.sub("", words)


def attribute(words: str) -> str:
    return escape(clean(words))


def outcome(name: str, base: str, start: str) -> str:
    about = f'identifier="{name}" cardinality="single" baseType="{base}"'
    return f"<outcomeDeclaration {about}><defaultValue><value>{start}</value></defaultValue></outcomeDeclaration>"


def xhtml(words: str, is_html: bool) -> str:
    """Well-formed. A text without markup keeps its lines."""
    if not is_html:
        return escape(clean(words), quote=False).replace("\n", "<br/>")
    if not words.strip():
        return ""
    node = lxml_html.fragment_fromstring(clean(words), create_parent="div")
    return re.sub(r"^<div[^>]*>|</div>\s*$|^<div/>$", "", etree.tostring(node, encoding="unicode", method="xml"))


def stem(question: Question) -> str:
    return f"<div>{xhtml(question.stem, question.is_html)}</div>"


def response(
    name: str, cardinality: str, base: str, right: Iterable[str], shares: dict[str, float] | None = None
) -> str:
    values = "".join(f"<value>{escape(clean(one), quote=False)}</value>" for one in right)
    correct = f"<correctResponse>{values}</correctResponse>" if values else ""
    entries = "".join(
        f'<mapEntry mapKey="{attribute(key)}" mappedValue="{plain_number(round(share, 7))}"'
        f"{INSENSITIVE if base == 'string' else ''}/>"
        for key, share in (shares or {}).items()
    )
    mapping = f'<mapping lowerBound="0" upperBound="1" defaultValue="0">{entries}</mapping>' if entries else ""
    kind = f'cardinality="{cardinality}" baseType="{base}"'
    return f'<responseDeclaration identifier="{name}" {kind}>{correct}{mapping}</responseDeclaration>'


INSENSITIVE = ' caseSensitive="false"'


def by_rule(rule: str) -> str:
    return f'<responseProcessing template="{RULES}/{rule}"/>'


def labels(answers: Iterable[Answer], tag: str, front: str = "choice", more: str = "") -> str:
    rows = []
    for number, one in enumerate(answers, 1):
        rows.append(f'<{tag} identifier="{front}{number}"{more}>{xhtml(one.text, one.is_html)}</{tag}>')
    return "".join(rows)


Made = tuple[str, str, str]  # declarations, body, rules


def choices(question: Question) -> Made:
    names = {f"choice{number}": one.fraction for number, one in enumerate(question.answers, 1)}
    right = [name for name, share in names.items() if share > 0]
    whole = question.is_all_or_nothing or (question.is_single and [names[name] for name in right] == [1])
    shares = None if whole else {name: share for name, share in names.items() if share}
    cardinality = "single" if question.is_single else "multiple"
    shuffle = "false" if question.is_fixed or question.type == TRUEFALSE else "true"
    most = 1 if question.is_single else 0
    answers = [
        Answer(one.text.capitalize() if question.type == TRUEFALSE else one.text, is_html=one.is_html)
        for one in question.answers
    ]
    inside = labels(answers, "simpleChoice")
    for number, one in enumerate(question.answers, 1):
        if one.feedback:
            said = f'<feedbackInline outcomeIdentifier="FEEDBACK" identifier="choice{number}" showHide="show">'
            inside = closed_with(inside, number, f"{said}{xhtml(one.feedback, question.is_html)}</feedbackInline>")
    body = f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="{shuffle}" maxChoices="{most}">{inside}'
    declared = response("RESPONSE", cardinality, "identifier", right, shares)
    declared += f'<outcomeDeclaration identifier="FEEDBACK" cardinality="{cardinality}" baseType="identifier"/>'
    return (
        declared,
        f"{stem(question)}{body}</choiceInteraction>",
        by_rule("match_correct" if whole else "map_response"),
    )


def closed_with(inside: str, number: int, more: str) -> str:
    """More text at the end of a choice."""
    parts = inside.split("</simpleChoice>")
    parts[number - 1] += more
    return "</simpleChoice>".join(parts)


def text(question: Question) -> Made:
    shares = {one.text: one.fraction for one in question.answers if one.fraction > 0}
    declared = response("RESPONSE", "single", "string", [question.right[0].text], shares)
    box = '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    return declared, stem(question) + box, by_rule("map_response")


def number(question: Question) -> Made:
    key = question.right[0]
    margin = plain_number(key.tolerance or 0)
    declared = response("RESPONSE", "single", "float", [plain_number(number_of(key.text) or 0.0)])
    test = f'<equal toleranceMode="absolute" tolerance="{margin} {margin}"><correct identifier="RESPONSE"/>'
    test += '<variable identifier="RESPONSE"/></equal>'
    box = '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    return declared, stem(question) + box, f"<responseProcessing>{when(test, '1')}</responseProcessing>"


def when(test: str, marks: str) -> str:
    earned = f'<sum><variable identifier="SCORE"/><baseValue baseType="float">{marks}</baseValue></sum>'
    change = f'<setOutcomeValue identifier="SCORE">{earned}</setOutcomeValue>'
    return f"<responseCondition><responseIf>{test}{change}</responseIf></responseCondition>"


def pairs(question: Question) -> Made:
    asked = [(prompt, match) for prompt, match in question.pairs if prompt]
    texts = list(dict.fromkeys(match for _, match in question.pairs))
    right = [f"prompt{place} choice{texts.index(match) + 1}" for place, (_, match) in enumerate(asked, 1)]
    declared = response("RESPONSE", "multiple", "directedPair", right, dict.fromkeys(right, 1 / len(right)))
    prompts = [Answer(prompt, is_html=question.is_html) for prompt, _ in asked]
    front = labels(prompts, "simpleAssociableChoice", "prompt", ' matchMax="1"')
    back = labels([Answer(one) for one in texts], "simpleAssociableChoice", "choice", f' matchMax="{len(asked)}"')
    sets = f"<simpleMatchSet>{front}</simpleMatchSet><simpleMatchSet>{back}</simpleMatchSet>"
    body = f'<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="{len(asked)}">{sets}'
    rule = by_rule("match_correct" if question.is_all_or_nothing else "map_response")
    return declared, f"{stem(question)}{body}</matchInteraction>", rule


def order(question: Question) -> Made:
    names = [f"choice{place}" for place in range(1, len(question.answers) + 1)]
    inside = labels(question.answers, "simpleChoice")
    body = f'<orderInteraction responseIdentifier="RESPONSE" shuffle="true">{inside}</orderInteraction>'
    return response("RESPONSE", "ordered", "identifier", names), stem(question) + body, by_rule("match_correct")


def gaps(question: Question) -> Made:
    """A response for each gap; each earns its share."""
    body, declared, rules = stem(question), "", ""
    share = plain_number(round(1 / len(question.gaps), 7))
    for place, gap in enumerate(question.gaps, 1):
        name = f"GAP{place}"
        declared_here, box = gap_parts(gap, name)
        declared += declared_here
        body = body.replace(f"[[{gap.id}]]", box, 1)
        test = f'<match><variable identifier="{name}"/><correct identifier="{name}"/></match>'
        if gap.is_open:
            test = f'<gt><mapResponse identifier="{name}"/><baseValue baseType="float">0</baseValue></gt>'
        rules += when(test, share)
    return declared, body, f"<responseProcessing>{rules}</responseProcessing>"


def gap_parts(gap: Gap, name: str) -> tuple[str, str]:
    if gap.is_open:
        shares = {one.text: one.fraction for one in gap.answers if one.fraction > 0}
        return (
            response(name, "single", "string", list(shares)[:1], shares),
            f'<textEntryInteraction responseIdentifier="{name}"/>',
        )
    right = [f"{name}c{place}" for place, one in enumerate(gap.answers, 1) if one.fraction > 0]
    inside = labels(gap.answers, "inlineChoice", f"{name}c")
    box = f'<inlineChoiceInteraction responseIdentifier="{name}" shuffle="true">{inside}</inlineChoiceInteraction>'
    return response(name, "single", "identifier", right), box


BODIES: dict[str, Callable[[Question], Made]] = {
    MULTICHOICE: choices,
    TRUEFALSE: choices,
    SHORTANSWER: text,
    NUMERICAL: number,
    MATCHING: pairs,
    ORDERING: order,
    GAPSELECT: gaps,
    CLOZE: gaps,
}
