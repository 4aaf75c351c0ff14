"""Whether the kind of item that a question becomes scores as its file does, found by trying."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from trainer.banks.content import SHAPES, Item
from trainer.banks.formats.fitting import fitted
from trainer.banks.formats.fitting.fit import NOTHING
from trainer.banks.formats.markup import plain
from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.qti2 import processing
from trainer.banks.formats.qti2.declarations import Declaration, Declared
from trainer.banks.formats.qti2.expressions import Unknown
from trainer.banks.formats.qti2.givens import CannotGive, given_of
from trainer.banks.formats.qti2.trials import of_selections, trials, variants
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MULTICHOICE,
    NO_KEY,
    NUMERICAL,
    ORDERING,
    TRUEFALSE,
    Question,
)
from trainer.banks.formats.trees import Node
from trainer.banks.kinds import KINDS

Given = Mapping[str, Any]
NEARLY = 1e-6
WITH_SCORING = {MULTICHOICE, ORDERING, MATCHING, GAPSELECT, CLOZE}


class Differs(Exception):
    """The two ways of scoring give different marks, or the file's cannot be carried out."""


class Scale:
    """An item as it is scored here and there. `most` is what the best response earns there."""

    def __init__(self, node: Node, declared: Declared, question: Question) -> None:
        self.node, self.declared, self.question = node, declared, question
        first = next(iter(question.gaps)).id if question.gaps else ""
        names = [one.get("responseidentifier") for one in node.within(*INTERACTIONS)]
        self.response: Declaration = declared.responses[first if first in declared.responses else names[0]]
        self.item = item_of(question)
        self.most = 0.0

    def there(self, given: Given) -> float:
        return processing.score(self.node, self.declared, given)

    def here(self, given: Given) -> float:
        """The share of the mark."""
        if self.item is None or (self.question.type == MULTICHOICE and not self.question.right):
            raise Differs("It has no right answer to be scored by.")
        answer = given_of(self.question, self.item, self.response.name, given)
        return KINDS[self.item.kind].score(self.item, answer) if answer is not None else 0.0

    def compare(self, tried: Iterable[Given]) -> None:
        """Raises Differs at the first response that earns another share."""
        rows = []
        for given in tried:
            try:
                rows.append((given, self.here(given), self.there(given)))
            except CannotGive:
                continue
            except Unknown as problem:
                raise Differs(str(problem)) from problem
        self.most = max([self.most, *(there for _, _, there in rows)])
        if self.most <= 0:
            raise Differs("Its scoring gives no marks.")
        for given, here, there in rows:
            if abs(here * self.most - there) > NEARLY:
                said, earned = in_words(given, self.question), f"{here * self.most:.3g}"
                raise Differs(f"{said} earns {there:g} of {self.most:g} there and {earned} here.")


INTERACTIONS = (
    "choiceinteraction",
    "hottextinteraction",
    "orderinteraction",
    "matchinteraction",
    "associateinteraction",
    "gapmatchinteraction",
    "textentryinteraction",
    "inlinechoiceinteraction",
)


def in_words(given: Given, question: Question) -> str:
    """With the texts in the place of their identifiers."""
    texts = {answer.ident: plain(answer.text) for answer in question.answers}
    texts |= {answer.ident: plain(answer.text) for gap in question.gaps for answer in gap.answers}
    for names, pair in zip(question.idents, question.pairs, strict=False):
        texts |= {name: plain(text) for name, text in zip(names, pair, strict=True)}
    said = [one for value in given.values() for one in (value if isinstance(value, list) else [value]) if one]
    rows = [" – ".join(texts.get(name, name) for name in ([one] if one in texts else one.split())) for one in said]
    return f"“{', '.join(rows)[:120]}”" if rows else "An empty answer"


def item_of(question: Question) -> Item | None:
    """Looked at by itself: what it warns of is said later."""
    fields = fitted(replace(question, warnings=[]))
    return SHAPES[fields["kind"]].model_validate({**fields, **NOTHING}) if fields else None


def settle(question: Question, node: Node, declared: Declared) -> tuple[float, str]:
    """Choose the scoring that agrees with the file's. Gives what the best response earns there, or why it differs."""
    if not processing.has_rules(node):
        return 0.0, "The file does not say what a response earns."
    if question.type == NUMERICAL:
        tolerances(question, node)
    question.says_marks = False
    can_be_whole = question.type in WITH_SCORING and not (question.type == MULTICHOICE and question.is_single)
    why = ""
    for is_whole in (False, True) if can_be_whole else (False,):
        question.is_all_or_nothing = is_whole
        scale = Scale(node, declared, question)
        try:
            scale.compare(trials(question, node, scale.response))
        except Differs as problem:
            why = str(problem)
            continue
        try:
            scale.compare(variants(question, node, scale.response))
        except Differs as problem:
            question.warn(f"Capitals, spaces or punctuation are scored otherwise there: {problem}")
            return scale.most, str(problem)
        return scale.most, ""
    question.is_all_or_nothing = can_be_whole and "match" in processing.template_of(node)
    question.warn(f"It is scored otherwise there. {why}")
    if question.type in {MULTICHOICE, TRUEFALSE} and rewards_another(question, scale):
        for answer in question.answers:
            answer.fraction = 0.0
        question.warn(NO_KEY)
    return 0.0, why


def rewards_another(question: Question, scale: Scale) -> bool:
    """Whether what is declared as right earns less there than another choice: then nobody can tell which is."""
    try:
        if not question.is_single:
            right, *others = map(scale.there, of_selections(question, scale.response.name))
            return max(others, default=0.0) > right + NEARLY
        earned = [(answer, scale.there({scale.response.name: answer.ident})) for answer in question.answers]
    except Unknown:
        return False
    most = max([score for _, score in earned], default=0.0)
    return any(answer.fraction > 0 and score < most for answer, score in earned)


def tolerances(question: Question, node: Node) -> None:
    """From the comparison that the file makes, or from the two limits that the right number is in the middle of."""
    tests = list(node.within("gte", "lte", "gt", "lt"))
    limits = [number_of(one.words) for test in tests for one in test.all("basevalue")]
    for answer in question.answers:
        away = {round(abs(limit - (number_of(answer.text) or 0.0)), 12) for limit in limits if limit is not None}
        if len(limits) == len(tests) == 2 and len(away) == 1:
            answer.tolerance = away.pop()
    for test in node.within("equal"):
        margins = [number_of(part) or 0.0 for part in test.get("tolerance").split()]
        for answer in question.answers if margins else ():
            value = abs(number_of(answer.text) or 0.0)
            relative = test.get("tolerancemode") == "relative"
            answer.tolerance = max(margins) * (value / 100 if relative else 1.0)
