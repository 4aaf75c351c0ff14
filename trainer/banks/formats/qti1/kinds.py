"""Which kind of question an item is, by the shape of its responses; what is right in it, by what its scoring does."""

import re
from collections.abc import Sequence

from trainer.banks.formats.markup import plain
from trainer.banks.formats.qti1 import numeric
from trainer.banks.formats.qti1.scoring import Scorer, best_selection, named
from trainer.banks.formats.qti1.texts import Text, text_of
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MULTICHOICE,
    ORDERING,
    SHORTANSWER,
    TRUEFALSE,
    Answer,
    CannotRead,
    Gap,
    Question,
)
from trainer.banks.formats.trees import Node

TYPED_BLANKS = {"fill_in_multiple_blanks_question", "fill in the blank plus"}
DROPDOWNS = {"multiple_dropdowns_question", "jumbled sentence"}
NUMBERS = {"numerical_question", "numeric"}


def by_shape(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer, type_: str) -> None:
    names = {response.name for response in responses}
    if names <= {"response_lid", "response_grp"}:
        of_choices(question, shown, responses, scorer, type_)
    elif names <= {"response_str", "response_num"}:
        of_typing(question, shown, responses, scorer, type_)
    else:
        raise CannotRead("Its answers are given in a way that has no counterpart here.")


def of_choices(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer, type_: str) -> None:
    stem = text_of(before(shown, responses), question)
    question.stem, question.is_html = stem.text, stem.is_html
    if len(responses) > 1 or type_ in TYPED_BLANKS | DROPDOWNS | {"matching_question"}:
        of_parts(question, shown, responses, scorer, type_)
        return
    (response,) = responses
    if response.get("rcardinality").lower() == "ordered":
        ordering(question, response, scorer)
        return
    question.answers = labels(response, question)
    question.is_fixed = any(node.get("shuffle").lower() == "no" for node in response.all("render_choice"))
    question.type = MULTICHOICE
    if response.get("rcardinality").lower() == "multiple" or type_ in {"multiple_answers_question", "multiple answer"}:
        several(question, response, scorer)
    else:
        one(question, response, scorer)
        as_truth(question)


def before(node: Node, responses: Sequence[Node]) -> list[Node]:
    """The material outside of the responses and of the list of choices that Blackboard puts behind them."""
    found: list[Node] = []
    for child in node.nodes:
        if child.name in {"material", "mattext", "matimage", "mat_extension"}:
            found.append(child)
        elif child not in responses and child.get("class") not in {"RIGHT_MATCH_BLOCK", "RESPONSE_BLOCK"}:
            found += before(child, responses)
    return found


def labels(response: Node, question: Question) -> list[Answer]:
    answers = []
    for label in response.within("response_label"):
        said = text_of([label], question)
        answers.append(Answer(said.text, is_html=said.is_html, ident=label.get("ident")))
    if len({answer.ident for answer in answers}) < len(answers):
        raise CannotRead("Two of its answers have the same ident, so that nobody can tell which is right.")
    return answers


def one(question: Question, response: Node, scorer: Scorer) -> None:
    """Each answer by what it earns alone."""
    name = response.get("ident")
    outcomes = {answer.ident: scorer.outcome({name: [answer.ident]}) for answer in question.answers}
    most = max([*(outcome.score for outcome in outcomes.values()), 0.0])
    for answer in question.answers:
        gained = outcomes[answer.ident].score
        answer.fraction = round(gained / most, 7) if most > 0 and gained > scorer.starting else min(0.0, gained)
    own_feedback(question, response, scorer)


def several(question: Question, response: Node, scorer: Scorer) -> None:
    """The selection that earns most is right; what one more answer changes is its share."""
    name, idents = response.get("ident"), [answer.ident for answer in question.answers]
    right = best_selection(scorer, name, idents)
    most = scorer.score({name: right})
    question.is_single = False
    for answer in question.answers:
        if answer.ident in right:
            answer.fraction = round(1 / len(right), 7)
            alone = scorer.score({name: [answer.ident]})
            question.is_all_or_nothing |= len(right) > 1 and alone <= 0
            if alone > 0 and len(right) > 1:
                answer.fraction = round(alone / most, 7)
        elif right:
            change = scorer.score({name: [*right, answer.ident]}) - most
            answer.fraction = round(max(-1.0, change / most), 7) if change < 0 else 0.0
    if question.is_all_or_nothing:
        for answer in question.answers:
            answer.fraction = max(0.0, answer.fraction)
    own_feedback(question, response, scorer)


def own_feedback(question: Question, response: Node, scorer: Scorer) -> None:
    """What is shown when just this answer is chosen, and named after it."""
    texts = {node.get("ident"): node for node in scorer.feedback}
    for answer in question.answers:
        shown = scorer.outcome({response.get("ident"): [answer.ident]}).shown
        names = [name for name in shown if name in texts and answer.ident and answer.ident in name]
        names = names or [name for name in texts if name in {f"{answer.ident}_fb", f"fb_{answer.ident}"}]
        answer.feedback = text_of([texts[name] for name in names[:1]], question).text


def as_truth(question: Question) -> None:
    """Two answers, True and False, are a statement to be judged."""
    words = [plain(answer.text).lower().strip(" .") for answer in question.answers]
    if sorted(words) == ["false", "true"] and len(question.right) == 1:
        question.type = TRUEFALSE
        for answer, word in zip(question.answers, words, strict=True):
            answer.text, answer.is_html = word, False


def ordering(question: Question, response: Node, scorer: Scorer) -> None:
    answers = {answer.ident: answer for answer in labels(response, question)}
    orders = [[ident for ident in named(one, response.get("ident")) if ident in answers] for one in scorer.rewarding]
    full = [order for order in orders if len(order) == len(answers)]
    if len(full) != 1:
        raise CannotRead("Its right order cannot be told from its scoring.")
    question.type, question.is_all_or_nothing = ORDERING, True
    question.answers = [answers[ident] for ident in full[0]]
    for answer in question.answers:
        answer.fraction = 1.0


def of_parts(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer, type_: str) -> None:
    """Several lists of choices: blanks of a text, or prompts to be matched."""
    choices = right_blocks(shown, question)
    rows = []
    for response in responses:
        answers = labels(response, question)
        if choices and not any(answer.text for answer in answers):
            for answer, said in zip(answers, choices, strict=False):
                answer.text, answer.is_html = said.text, said.is_html
        alone = [scorer.score({response.get("ident"): [answer.ident]}) for answer in answers]
        most = max([*alone, 0.0])
        for answer, gained in zip(answers, alone, strict=True):
            answer.fraction = round(gained / most, 7) if most > 0 and gained > 0 else 0.0
        rows.append((response, answers))
    if all(not answer.fraction for _, answers in rows for answer in answers):
        only_together(question, rows, scorer)
    names = [response.get("ident").removeprefix("response_") for response, _ in rows]
    if type_ in TYPED_BLANKS | DROPDOWNS or all(f"[{name}]" in question.stem for name in names):
        blanks(question, rows, is_open=type_ in TYPED_BLANKS)
    else:
        matched(question, shown, rows)


def only_together(question: Question, rows: Sequence[tuple[Node, list[Answer]]], scorer: Scorer) -> None:
    """One condition asks for all of them at once."""
    question.is_all_or_nothing = True
    for condition in scorer.rewarding[:1]:
        for response, answers in rows:
            wanted = named(condition, response.get("ident"))
            for answer in answers:
                answer.fraction = float(wanted == [answer.ident])


def blanks(question: Question, rows: Sequence[tuple[Node, list[Answer]]], is_open: bool) -> None:
    question.type = CLOZE if is_open else GAPSELECT
    for response, answers in rows:
        name = response.get("ident").removeprefix("response_")
        question.stem = question.stem.replace(f"[{name}]", f"[[{name}]]", 1)
        if f"[[{name}]]" not in question.stem:
            question.stem += f" [[{name}]]"
        question.gaps.append(Gap(name, answers, is_open))
        question.pairs += [(name, answer.text) for answer in answers if answer.fraction > 0]
        for answer in answers if is_open else []:
            if not answer.fraction:
                question.warn(f"“{answer.text[:60]}” is listed for the gap {name} and earns nothing there.")


def matched(question: Question, shown: Node, rows: Sequence[tuple[Node, list[Answer]]]) -> None:
    question.type = MATCHING
    used: dict[str, None] = {}
    for response, answers in rows:
        prompt = text_of([node for node in response.nodes if node.name == "material"], question)
        if not prompt.text:
            prompt = text_of(list(beside(shown, response)), question)
        right = [answer for answer in answers if answer.fraction >= 1]
        if len(right) != 1:
            question.warn(f"“{plain(prompt.text)[:60]}” has {len(right) or 'no'} right answers, and is not kept.")
            continue
        question.pairs.append((prompt.text, right[0].text))
        used[right[0].text] = None
    texts = dict.fromkeys(answer.text for _, answers in rows for answer in answers)
    question.pairs += [("", text) for text in texts if text not in used]
    if not any(prompt for prompt, _ in question.pairs):
        raise CannotRead("None of its pairs can be told from its scoring.")


def beside(node: Node, response: Node) -> list[Node]:
    """The material that stands in the same block as the response."""
    if response in node.nodes:
        return [child for child in node.nodes if child is not response]
    return next((found for child in node.nodes if (found := beside(child, response))), [])


def right_blocks(shown: Node, question: Question) -> list[Text]:
    """Blackboard shows the choices once, for all prompts, and its labels are numbers only."""
    for flow in shown.within("flow"):
        if flow.get("class") == "RIGHT_MATCH_BLOCK":
            return [text_of([block], question) for block in flow.all("flow")]
    return []


def of_typing(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer, type_: str) -> None:
    if len(responses) > 1:
        gaps_between(question, shown, responses, scorer)
        return
    (response,) = responses
    stem = text_of(before(shown, responses), question)
    question.stem, question.is_html = stem.text, stem.is_html
    fields = list(response.within("render_fib"))
    is_number = type_ in NUMBERS or any(field.get("fibtype").lower() in {"decimal", "integer"} for field in fields)
    if is_number or numeric.has_limits(scorer):
        numeric.fill(question, response.get("ident"), scorer)
        return
    question.type = SHORTANSWER
    question.answers = typed(question, response, scorer)
    if not question.answers:
        raise CannotRead("Its right answer cannot be told from its scoring.")


def typed(question: Question, response: Node, scorer: Scorer) -> list[Answer]:
    name = response.get("ident")
    texts = dict.fromkeys(text for condition in scorer.rewarding for text in named(condition, name))
    scores = {text: scorer.score({name: [text]}) for text in texts if text}
    most = max([*scores.values(), 0.0])
    exact = [node for condition in scorer.rewarding for node in condition.within("varequal")]
    if any(node.get("case").lower() == "yes" for node in exact) and any(re.search("[A-Za-z]", text) for text in texts):
        question.warn("Capitals count there; here they do not.")
    return [Answer(text, round(score / most, 7) if most > 0 else 0.0) for text, score in scores.items()]


def gaps_between(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer) -> None:
    """The gaps stand in the text where the responses stand in the file."""
    question.type = CLOZE
    parts: list[str] = []
    walk(question, shown, responses, parts)
    question.stem = " ".join(parts)
    together = all(not scorer.score({one.get("ident"): [text]}) for one in responses for text in words(scorer, one))
    for response in responses:
        answers = (
            [Answer(text, 1.0) for text in words(scorer, response)] if together else typed(question, response, scorer)
        )
        question.gaps.append(Gap(response.get("ident"), answers, is_open=True))
        question.pairs += [(response.get("ident"), answer.text) for answer in answers if answer.fraction > 0]
    question.is_all_or_nothing = together


def words(scorer: Scorer, response: Node) -> list[str]:
    asked = [named(condition, response.get("ident")) for condition in scorer.rewarding]
    return list(dict.fromkeys(text for texts in asked for text in texts))


def walk(question: Question, node: Node, responses: Sequence[Node], parts: list[str]) -> None:
    for child in node.nodes:
        if child in responses:
            parts.append(f"[[{child.get('ident')}]]")
        elif child.name == "material":
            said = text_of([child], question)
            question.is_html |= said.is_html
            parts.append(said.text)
        else:
            walk(question, child, responses, parts)
