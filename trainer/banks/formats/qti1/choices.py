"""One list of choices: what is right in it, by what the scoring does."""

import re

from trainer.banks.formats.markup import plain
from trainer.banks.formats.qti1.scoring import Scorer, best_selection, named
from trainer.banks.formats.qti1.texts import NONE, text_of
from trainer.banks.formats.questions import MOST_ANSWERS, ORDERING, TOO_MANY, TRUEFALSE, Answer, CannotRead, Question
from trainer.banks.formats.trees import Node

EITHER_OR = {  # as Blackboard writes them
    f"{name}.{truth}": word
    for name in ("yes_no", "agree_disagree", "right_wrong", "true_false")
    for truth, word in zip(("true", "false"), name.title().split("_"), strict=True)
}


def labels(response: Node, question: Question) -> list[Answer]:
    answers = []
    for label in response.within("response_label"):
        said = text_of([label], question)
        said.text = EITHER_OR.get(said.text, said.text)
        answers.append(Answer(said.text, is_html=said.is_html, ident=label.get("ident")))
        if len(answers) > MOST_ANSWERS:
            raise CannotRead(TOO_MANY)
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
        share = max(-1.0, gained / most) if most > 0 else 0.0
        answer.fraction = round(share if gained > scorer.starting else min(0.0, share), 7)
    own_feedback(question, response, scorer)


def several(question: Question, response: Node, scorer: Scorer) -> None:
    """The selection that earns most is right; what one answer more changes is its share."""
    name, idents = response.get("ident"), [answer.ident for answer in question.answers]
    right = best_selection(scorer, name, idents)
    blank = scorer.score({})
    most = scorer.score({name: right}) - blank
    question.is_single = False
    alone = {ident: scorer.score({name: [ident]}) - blank for ident in right}
    if any(scorer.score({name: [ident]}) - blank >= most > 0 for ident in idents if ident not in right):
        raise CannotRead("Different selections earn the whole mark, so that nobody can tell which is right.")
    question.is_all_or_nothing = len(right) > 1 and most > 0 and all(gained <= 0 for gained in alone.values())
    for answer in question.answers if most > 0 else ():
        if answer.ident in right:
            is_share = len(right) > 1 and alone[answer.ident] > 0
            answer.fraction = round(alone[answer.ident] / most if is_share else 1 / len(right), 7)
        elif not question.is_all_or_nothing:
            change = scorer.score({name: [*right, answer.ident]}) - blank - most
            answer.fraction = round(max(-1.0, min(0.0, change / most)), 7)
    own_feedback(question, response, scorer)


def own_feedback(question: Question, response: Node, scorer: Scorer) -> None:
    """What is shown when just this answer is chosen, and named after it."""
    texts = {node.get("ident"): node for node in scorer.feedback}
    idents = {answer.ident for answer in question.answers}
    for answer in question.answers:
        shown = scorer.outcome({response.get("ident"): [answer.ident]}).shown
        whole = re.compile(rf"(?<![A-Za-z\d]){re.escape(answer.ident)}(?![A-Za-z\d])")
        names = [name for name in shown if name in texts and answer.ident and whole.search(name)]
        own = {f"{answer.ident}_fb", f"fb_{answer.ident}", f"{answer.ident}1"} - idents
        names = names or [name for name in texts if name in own]
        said = text_of([texts[name] for name in names[:1]], question).text
        answer.feedback = "" if said == NONE else said


def as_truth(question: Question) -> None:
    """Two answers, True and False, are a statement to be judged."""
    words = [plain(answer.text).lower().strip(" .") for answer in question.answers]
    if sorted(words) == ["false", "true"] and len(question.right) == 1:
        question.type = TRUEFALSE
        for answer, word in zip(question.answers, words, strict=True):
            answer.text, answer.is_html = word, False


def by_place(scorer: Scorer, idents: list[str]) -> list[list[str]]:
    """ILIAS gives marks for each place by itself: as long as it names them all, and in the order of the file."""
    tests = [list(condition.within("varequal")) for condition in scorer.rewarding]
    places = [(one[0].get("index"), one[0].words.strip()) for one in tests if len(one) == 1]
    numbers = [str(number) for number in range(len(idents))]
    return [idents] if len(tests) == len(places) and places == list(zip(numbers, numbers, strict=True)) else []


def ordering(question: Question, response: Node, scorer: Scorer) -> None:
    answers = {answer.ident: answer for answer in labels(response, question)}
    orders = [[ident for ident in named(one, response.get("ident")) if ident in answers] for one in scorer.rewarding]
    full = [order for order in orders if len(order) == len(answers)] or by_place(scorer, list(answers))
    if len(full) != 1:
        raise CannotRead("Its right order cannot be told from its scoring.")
    question.type, question.is_all_or_nothing = ORDERING, True
    if not orders or full[0] not in orders:
        question.warn("Each place earns marks there; here the whole order does.")
    question.answers = [answers[ident] for ident in full[0]]
    for answer in question.answers:
        answer.fraction = 1.0
