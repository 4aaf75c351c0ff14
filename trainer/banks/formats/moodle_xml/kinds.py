"""What each kind of question has besides its text."""

import re
from collections.abc import Callable

from trainer.banks.formats.markup import plain
from trainer.banks.formats.moodle_xml import embedded
from trainer.banks.formats.moodle_xml.texts import text_of
from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MOST_ANSWERS,
    MULTICHOICE,
    NO_KEY,
    NUMERICAL,
    ORDERING,
    SHORTANSWER,
    TOO_MANY,
    TRUEFALSE,
    Answer,
    CannotRead,
    Gap,
    Question,
)
from trainer.banks.formats.trees import Node

PLACE = re.compile(r"\[\[\s*(\d+)\s*\]\]")
WHOLE = 100.001  # percent
SHORT = "moodle_auto_format"
AS_HERE = ("RELATIVE_NEXT_EXCLUDE_LAST", "1")  # the share of steps that directly follow the right one


def says_yes(node: Node | None, otherwise: bool) -> bool:
    said = node.words.strip().lower() if node else ""
    return said in {"1", "true", "yes"} if said else otherwise


def share(node: Node) -> float:
    """Of an answer that says nothing of it, none; one that says something else is broken."""
    percent = number_of(node.get("fraction")) if "fraction" in node.attributes else 0.0
    if percent is None or abs(percent) > WHOLE:
        raise CannotRead(f"“{node.get('fraction')[:30]}” is not a share of the mark.")
    return round(percent / 100, 9)


def answers(question: Question, node: Node, form: str = "") -> None:
    found = list(node.all("answer"))
    if len(found) > MOST_ANSWERS:
        raise CannotRead(TOO_MANY)
    for one in found:
        said = text_of(one, question, form)
        feedback = text_of(one.first("feedback"), question)
        if "fraction" not in one.attributes:
            question.warn(f"“{plain(said.text)[:60]}” says no share of the mark; it was read as wrong.")
        question.answers.append(said.as_answer(share(one), feedback.text))


def need_key(question: Question) -> None:
    if not question.right:
        question.warn(NO_KEY)


def multichoice(question: Question, node: Node) -> None:
    answers(question, node)
    question.type = MULTICHOICE
    question.is_single = says_yes(node.first("single"), True)
    question.is_fixed = not says_yes(node.first("shuffleanswers"), True)
    need_key(question)


def choice_set(question: Question, node: Node) -> None:
    """Of the plugin that counts all or nothing."""
    multichoice(question, node)
    question.is_single, question.is_all_or_nothing = False, True


def several(question: Question, node: Node) -> None:
    """Of the plugin that knows right and wrong only, and takes away for what is chosen too much."""
    multichoice(question, node)
    question.is_single = False


def truefalse(question: Question, node: Node) -> None:
    answers(question, node, SHORT)
    said = [plain(answer.text).strip(" .").lower() for answer in question.answers]
    if said in (["true"], ["false"]) and question.right:
        said.append("false" if said == ["true"] else "true")
        question.answers.append(Answer(said[1]))
    if len(said) != 2:
        raise CannotRead("A true-false question has just the two answers, true and false.")
    if len(question.right) != 1:
        raise CannotRead("Of a true-false question just one answer is right.")
    if sorted(said) != ["false", "true"]:  # in another language, say
        question.type = MULTICHOICE
        question.warn("Its two answers are not called true and false; they are kept as answers to choose.")
        return
    question.type = TRUEFALSE
    for answer, word in zip(question.answers, said, strict=True):
        answer.text, answer.is_html = word, False


def shortanswer(question: Question, node: Node) -> None:
    answers(question, node, SHORT)
    question.type = SHORTANSWER
    if says_yes(node.first("usecase"), False):
        question.warn("Capitals count there; here they do not.")
    need_key(question)


def numerical(question: Question, node: Node) -> None:
    question.type = NUMERICAL
    for one in node.all("answer"):
        said, feedback = text_of(one, question, SHORT), text_of(one.first("feedback"), question)
        inside = one.first("tolerance")
        tolerance = number_of(inside.words) if inside else 0.0
        if said.text != "*" and number_of(said.text) is None:
            raise CannotRead(f"“{said.text[:60]}” is not a number.")
        if tolerance is None and inside and inside.words.strip():
            raise CannotRead(f"“{inside.words.strip()[:60]}” is not a tolerance.")
        question.answers.append(Answer(said.text, share(one), feedback.text, abs(tolerance or 0.0)))
    units = [unit.words.strip() for unit in node.within("unitname", "unit_name") if unit.words.strip()]
    question.unit = units[0] if units else ""
    if len(units) > 1:
        question.warn(f"Of several units only “{units[0]}” is kept.")
    need_key(question)


def matching(question: Question, node: Node) -> None:
    question.type = MATCHING
    for one in node.all("subquestion"):
        prompt, answer = text_of(one, question), text_of(one.first("answer"), question, SHORT)
        if answer.text:
            question.pairs.append((prompt.text, answer.text))
            question.letters |= {said.text for said in (prompt, answer) if not said.is_html}
        elif prompt.text:
            question.warn(f"“{plain(prompt.text)[:60]}” has nothing that it is matched with, and is not kept.")
    if not any(prompt for prompt, _ in question.pairs):
        raise CannotRead("There are no pairs to be matched.")


def ordering(question: Question, node: Node) -> None:
    """The order of the file is the right one, unless the shares of the mark number the steps."""
    answers(question, node)
    question.type = ORDERING
    numbers = [answer.fraction for answer in question.answers]
    if len(set(numbers)) == len(numbers):
        question.answers.sort(key=lambda answer: answer.fraction)
    for answer in question.answers:
        answer.fraction = 1.0
    scoring_of_order(question, node)


def scoring_of_order(question: Question, node: Node) -> None:
    graded, chosen = (words_of(node, name).upper() for name in ("gradingtype", "selecttype"))
    question.is_all_or_nothing = graded in {"ALL_OR_NOTHING", "-1"}
    if graded not in {"", "ALL_OR_NOTHING", "-1", *AS_HERE}:
        question.warn("Places are scored otherwise there; here each step that directly follows the right one counts.")
    if chosen not in {"", "ALL", "0"}:
        question.warn("A part of the steps is drawn for each person there; here all are to be put in order.")


def words_of(node: Node, name: str) -> str:
    inside = node.first(name)
    return inside.words.strip() if inside else ""


def gapselect(question: Question, node: Node) -> None:
    """[[2]] is filled with the second choice, from the choices of the same group."""
    question.type = GAPSELECT
    choices = [(text_of(one, question, SHORT), group_of(one)) for one in node.all("selectoption", "dragbox")]
    used: set[int] = set()
    for number in dict.fromkeys(int(found) for found in PLACE.findall(question.stem)):
        right = choices[number - 1] if 0 < number <= len(choices) else None
        gap = Gap(str(number), [])
        if right is None:
            question.warn(f"Gap {number} has no right answer in the file.")
        else:
            used.add(number - 1)
            question.pairs.append((str(number), right[0].text))
            texts = dict.fromkeys(said.text for said, group in choices if group == right[1])
            gap.answers = [Answer(text, float(text == right[0].text), is_html=right[0].is_html) for text in texts]
        question.gaps.append(gap)
    question.pairs += [("", said.text) for at, (said, _) in enumerate(choices) if at not in used]
    if not question.gaps:
        raise CannotRead("There is no gap like [[1]] in the text.")


def group_of(node: Node) -> str:
    return words_of(node, "group") or "1"


def multianswer(question: Question, node: Node) -> None:
    question.type = CLOZE
    question.stem, question.gaps = embedded.gaps(question.stem, question)
    question.pairs = [(gap.id, answer.text) for gap in question.gaps for answer in gap.answers if answer.fraction > 0]


READERS: dict[str, Callable[[Question, Node], None]] = {
    "multichoice": multichoice,
    "multichoiceset": choice_set,
    "oumultiresponse": several,
    "truefalse": truefalse,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "matching": matching,
    "match": matching,
    "ordering": ordering,
    "gapselect": gapselect,
    "ddwtos": gapselect,
    "multianswer": multianswer,
    "cloze": multianswer,
}
