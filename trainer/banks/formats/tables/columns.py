"""The columns that this program writes and its template has."""

from trainer.banks.formats.markup import plain
from trainer.banks.formats.numbers import plain_number
from trainer.banks.formats.questions import (
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

LETTERS = "ABCDEFGH"
FRONT = ["id", "type", "question"]
BACK = ["explanation", "tags", "tolerance", "unit", "objective", "level", "passage", "facts"]
COLUMNS = [
    *FRONT,
    *(f"option {letter}" for letter in LETTERS),
    "correct",
    *(f"feedback {letter}" for letter in LETTERS),
    *BACK,
]
NAMES = {
    TRUEFALSE: "true or false",
    SHORTANSWER: "short text",
    NUMERICAL: "number",
    MATCHING: "matching",
    ORDERING: "ordering",
}


EXAMPLES = [
    ("one answer", "What makes foam?", ["soap", "sand", "oil"], "A"),
    ("several answers", "What cleans hands?", ["soap", "alcohol", "sand", "oil"], "A, B"),
    ("true or false", "Rubbing is quick.", [], "true"),
    ("short text", "What is hand rub made of?", ["alcohol", "ethanol"], ""),
    ("number", "For how many seconds are hands rubbed?", [], "20"),
    ("matching", "Match the state of the hands with what to do.", ["dirty -> wash", "clean -> rub"], ""),
    ("ordering", "Put the steps in order.", ["wet", "soap", "rub", "rinse"], ""),
]


def cells_of(question: Question, out: Written) -> list[str] | None:
    """None, with a word in `out`, for a question that a row cannot hold."""
    if question.type not in {MULTICHOICE, *NAMES}:
        out.leave(question, f"A table has no column for {question.type}.")
        return None
    if max(len(question.answers), len(question.pairs)) > len(LETTERS):
        out.leave(question, f"A row holds {len(LETTERS)} answers.")
        return None
    if question.type == MATCHING and any("->" in prompt for prompt, _ in question.pairs):
        out.leave(question, "A row takes the -> in it for the sign between the two of a pair.")
        return None
    if question.type == NUMERICAL and len(question.right) != 1:
        out.leave(question, "A row holds one right number.")
        return None
    options, reasons, key = parts(question)
    row = dict.fromkeys(COLUMNS, "")
    row |= {"id": question.id, "type": type_of(question), "question": text(question.stem, question.is_html)}
    row |= {f"option {letter}": said for letter, said in zip(LETTERS, options, strict=False)}
    row |= {f"feedback {letter}": said for letter, said in zip(LETTERS, reasons, strict=False)}
    row |= {"correct": key, "explanation": question.general_feedback, "tags": ", ".join(question.tags)}
    row |= {"unit": question.unit}
    if question.type == NUMERICAL:
        row["tolerance"] = plain_number(question.right[0].tolerance or 0)
    row |= {name: str(question.own.get(name) or "") for name in ("objective", "level", "passage")}
    row["facts"] = " ".join(question.own.get("facts") or ())
    return [row[name] for name in COLUMNS]


def type_of(question: Question) -> str:
    if question.type == MULTICHOICE:
        return "one answer" if question.is_single else "several answers"
    return NAMES[question.type]


def text(said: str, is_html: bool) -> str:
    return plain(said) if is_html else said


def parts(question: Question) -> tuple[list[str], list[str], str]:
    """Options, their reasons, and the key."""
    answers = question.answers
    if question.type == MATCHING:
        return [f"{prompt} -> {match}" for prompt, match in question.pairs], [], ""
    if question.type == TRUEFALSE:
        by_text = sorted(answers, key=lambda answer: answer.text == "false")
        return [], [answer.feedback for answer in by_text], question.right[0].text
    if question.type == NUMERICAL:
        return [], [question.right[0].feedback], question.right[0].text
    if question.type == SHORTANSWER:
        right = [answer for answer in answers if answer.fraction >= 1]
        return [answer.text for answer in right], [answer.feedback for answer in right], ""
    options = [text(answer.text, answer.is_html) for answer in answers]
    return options, [answer.feedback for answer in answers], key_of(question)


def key_of(question: Question) -> str:
    """Letters; with shares where the right ones do not all earn the same."""
    if question.type == ORDERING:
        return ""
    rows: list[tuple[str, Answer]] = list(zip(LETTERS, question.answers, strict=False))
    right = [(letter, answer) for letter, answer in rows if answer.fraction > 0]
    if len({round(answer.fraction, 4) for _, answer in right}) > 1:
        return "; ".join(f"{letter} {plain_number(round(answer.fraction * 100, 5))}%" for letter, answer in right)
    return ", ".join(letter for letter, _ in right)


def example_rows() -> list[list[str]]:
    """One for each kind of question."""
    made = []
    for type_, question, options, key in EXAMPLES:
        row = dict.fromkeys(COLUMNS, "")
        row |= {"type": type_, "question": question, "correct": key}
        row |= {f"option {letter}": option for letter, option in zip("ABCDEFGH", options, strict=False)}
        row |= {"tolerance": "5", "unit": "seconds"} if type_ == "number" else {}
        made.append([row[name] for name in COLUMNS])
    return made
