"""Items of this product as questions that other products know."""

from collections.abc import Callable, Iterable
from typing import Any

from trainer.banks.content import (
    Cloze,
    Item,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    ShortText,
    SingleBestAnswer,
    TrueOrFalse,
)
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
from trainer.banks.kinds.cloze import GAP


def questions_of(items: Iterable[Item]) -> list[Question]:
    return [question_of(item) for item in items]


def question_of(item: Item) -> Question:
    """A kind that no other product has is a question of that type, for the writer to name."""
    stem = f"{item.case_text}\n\n{item.stem}" if item.case_text else item.stem
    question = Question(item.kind.replace(" ", "_"), stem, id=item.id, title=item.id, own=own_of(item))
    question.tags = [item.objective, item.level]
    if item.kind in MAKERS:
        MAKERS[item.kind](question, item)
    return question


def own_of(item: Item) -> dict[str, Any]:
    """As items.yaml has it, the id and the kind first."""
    said = item.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return {"id": item.id, "kind": item.kind} | said


def chosen(question: Question, item: SingleBestAnswer) -> None:
    question.type, question.is_fixed = MULTICHOICE, item.fixed_order
    question.answers = answers(item.options, 1.0, 0.0)


def several(question: Question, item: MultipleResponse) -> None:
    """Wrong choices take away what right ones earn, as they are scored here."""
    question.type, question.is_fixed, question.is_single = MULTICHOICE, item.fixed_order, False
    question.is_all_or_nothing = item.scoring == "all or nothing"
    share = 1 / max(1, sum(option.key for option in item.options))
    question.answers = answers(item.options, round(share, 7), round(-share, 7))


def answers(options: Iterable[Option], right: float, wrong: float) -> list[Answer]:
    return [Answer(option.text, right if option.key else wrong, option.why) for option in options]


def truth(question: Question, item: TrueOrFalse) -> None:
    question.type = TRUEFALSE
    question.answers = [
        Answer("true", float(item.answer), item.why_true),
        Answer("false", float(not item.answer), item.why_false),
    ]


def matching(question: Question, item: Matching) -> None:
    question.type, question.is_all_or_nothing = MATCHING, item.scoring == "all or nothing"
    question.pairs = [(prompt.text, prompt.match) for prompt in item.prompts]
    question.letters = {*item.choices, *(prompt.text for prompt in item.prompts)}
    used = {prompt.match for prompt in item.prompts}
    question.pairs += [("", choice) for choice in item.choices if choice not in used]
    question.general_feedback = "\n".join(f"{prompt.text}: {prompt.why}" for prompt in item.prompts if prompt.why)


def ordering(question: Question, item: Ordering) -> None:
    question.type, question.general_feedback = ORDERING, item.why
    question.is_all_or_nothing = item.scoring == "all or nothing"
    question.answers = [Answer(step, 1.0) for step in item.steps]


def number(question: Question, item: Numeric) -> None:
    question.type, question.unit = NUMERICAL, item.unit
    question.answers = [Answer(plain_number(item.value), 1.0, item.why, item.tolerance)]
    question.answers += [Answer(plain_number(one.value), 0.0, one.why, 0.0) for one in item.mistakes]


def short(question: Question, item: ShortText) -> None:
    question.type = SHORTANSWER
    question.answers = [Answer(text, 1.0, item.why) for text in item.accepted]
    question.answers += [Answer(one.text, 0.0, one.why) for one in item.mistakes]


def cloze(question: Question, item: Cloze) -> None:
    question.type = CLOZE if any(gap.accepted for gap in item.gaps) else GAPSELECT
    question.is_all_or_nothing = item.scoring == "all or nothing"
    text = GAP.sub(lambda found: f"[[{found[1]}]]", item.text)
    question.stem = f"{question.stem}\n\n{text}"
    for gap in item.gaps:
        if gap.accepted:
            rows = [Answer(accepted, 1.0, gap.why) for accepted in gap.accepted]
        else:
            rows = [Answer(choice, float(choice == gap.key), gap.why * (choice == gap.key)) for choice in gap.choices]
        question.gaps.append(Gap(gap.id, rows, is_open=bool(gap.accepted)))
    question.pairs = [(gap.id, row.text) for gap in question.gaps for row in gap.answers if row.fraction > 0]


MAKERS: dict[str, Callable[[Question, Any], None]] = {
    "single best answer": chosen,
    "multiple response": several,
    "true or false": truth,
    "matching": matching,
    "extended matching": matching,
    "ordering": ordering,
    "numeric": number,
    "short text": short,
    "cloze": cloze,
}
