"""Questions as a GIFT file that Moodle and this program read alike."""

import re
from collections.abc import Iterable, Iterator

from trainer.banks.formats.gift.escapes import escaped
from trainer.banks.formats.gift.texts import AUTO, HTML, title_of
from trainer.banks.formats.numbers import percent, plain_number
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
    Question,
)
from trainer.banks.formats.written import Written

SIGN = re.compile(r"\[(?:html|moodle|plain|markdown)\]|%-?\d|//", re.IGNORECASE)
CANNOT = {
    CLOZE: "GIFT has no text with several gaps.",
    GAPSELECT: "GIFT has no text with several gaps.",
    ORDERING: "GIFT has no ordering.",
}


def write(questions: Iterable[Question]) -> Written:
    out = Written()
    texts = []
    for question in questions:
        if question.type in BODIES and has_arrow(question):
            out.leave(question, "GIFT takes the -> in it for the sign between the two of a pair.")
        elif question.type in BODIES:
            texts.append(entry(question))
        else:
            out.leave(question, CANNOT.get(question.type, f"GIFT has no question of the kind {question.type}."))
    out.data = "\n".join(texts).encode()
    return out


def has_arrow(question: Question) -> bool:
    """Where it would make another question of it: nothing can be written before it."""
    if question.type == SHORTANSWER:
        return any("->" in one.text or "->" in one.feedback for one in question.answers)
    return question.type == MATCHING and any("->" in prompt for prompt, _ in question.pairs)


def said(text: str, form: str = "") -> str:
    """What looks like a format, a share of the mark or a comment at its beginning gets its format in front."""
    front = f"[{form or AUTO}]" if form or SIGN.match(text.strip()) else ""
    return f"{front}{escaped(text)}"


def entry(question: Question) -> str:
    about = [f"[id:{comment(question.id)}]"] if question.id else []
    about += [f"[tag:{comment(tag)}]" for tag in question.tags]
    lines = [f"// {' '.join(about)}"] if about else []
    title = "" if question.title in {"", title_of(question)} else f"::{escaped(' '.join(question.title.split()))}::"
    form = HTML if question.is_html else ""
    general = f"####{said(question.general_feedback)}" if question.general_feedback.strip() else ""
    body = "\n".join(f"\t{line}" for line in BODIES[question.type](question))
    mark = "#" if question.type == NUMERICAL else ""
    end = f"\t{general}}}" if general else "}"
    return "\n".join([*lines, f"{title}{said(question.stem, form)} {{{mark}", body, end, ""])


def comment(text: str) -> str:
    return text.replace("]", "\\]").replace("\n", " ")


def noted(answer: Answer) -> str:
    return f"#{said(answer.feedback)}" if answer.feedback.strip() else ""


def choices(question: Question) -> Iterator[str]:
    for answer in question.answers:
        if answer.fraction == 1 and question.is_single and len(question.answers) > len(question.right):
            mark = "="
        else:
            mark = f"~%{plain_number(answer.fraction * 100)}%" if answer.fraction else "~"
        yield f"{mark}{said(answer.text)}{noted(answer)}"


def words(question: Question) -> Iterator[str]:
    for answer in question.answers:
        yield f"={percent(answer.fraction)}{said(answer.text)}{noted(answer)}"


def numbers(question: Question) -> Iterator[str]:
    for answer in question.answers:
        if answer.text == "*":
            yield f"~{noted(answer)}"
        else:
            yield f"={percent(answer.fraction)}{answer.text}:{plain_number(answer.tolerance or 0)}{noted(answer)}"


def truth(question: Question) -> Iterator[str]:
    right = next(answer for answer in question.answers if answer.fraction > 0)
    wrong = next(answer for answer in question.answers if answer.fraction <= 0)
    comments = f"#{said(wrong.feedback)}" if wrong.feedback or right.feedback else ""
    yield right.text.upper() + comments + noted(right)


def pairs(question: Question) -> Iterator[str]:
    for prompt, answer in question.pairs:
        yield f"={said(prompt)} -> {escaped(answer)}"


BODIES = {
    MULTICHOICE: choices,
    TRUEFALSE: truth,
    SHORTANSWER: words,
    NUMERICAL: numbers,
    MATCHING: pairs,
}
