"""A row as a question."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from trainer.banks.formats.aiken import title_of
from trainer.banks.formats.markup import SCRIPTED, acts, disarmed
from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.questions import (
    CLOZE,
    DESCRIPTION,
    ESSAY,
    MATCHING,
    MULTICHOICE,
    NO_KEY,
    NUMERICAL,
    ORDERING,
    SHORTANSWER,
    TRUEFALSE,
    Answer,
    CannotRead,
    Question,
    Reading,
)
from trainer.banks.formats.tables.guarding import unguarded
from trainer.banks.formats.tables.headings import BY_TYPE, Headings, headings, plain
from trainer.banks.formats.tables.keys import Doubtful, shares, truth

LOOK = 15  # rows in which the headings may stand
NO_HEADINGS = (
    "No headings were found. The first row needs one for the question, and for its answers or its key, "
    "as in: question, option a, option b, correct."
)
ARROW = ("->", "→", "=>")


def read(format_: str, rows: Iterable[tuple[int, Sequence[str]]]) -> Reading:
    reading, found = Reading(format_), None
    seen = 0
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        seen += 1
        if found is None:
            if cells[0].strip().lower() == "newquestion":
                raise CannotRead(
                    "Tables with a question over several rows (Desire2Learn) are not read. Export QTI there."
                )
            candidate = headings(cells)
            if candidate.are_of_questions:
                found = candidate
            elif seen >= LOOK:
                break
            continue
        if reading.is_full(line):
            break
        try:
            add(reading, Row(line, cells, found))
        except CannotRead as problem:
            reading.error(line, str(problem))
    if found is None:
        raise CannotRead(NO_HEADINGS)
    return reading


class Row:
    """One line of the table, its cells by what they mean."""

    def __init__(self, line: int, cells: Sequence[str], found: Headings) -> None:
        self.line, self.cells, self.found = line, cells, found

    def at(self, place: int | None) -> str:
        text = self.cells[place].strip() if place is not None and place < len(self.cells) else ""
        return unguarded(text).strip()

    def get(self, name: str) -> str:
        return self.at(self.found.columns.get(name))

    @property
    def key(self) -> str:
        """What the columns for the key say, together."""
        said = dict.fromkeys(text for place in self.found.together if (text := self.at(place)))
        return "; ".join(said) or self.get("key") or self.get("answer")

    @property
    def other_keys(self) -> list[str]:
        """What further columns say is right."""
        return [text for place in self.found.more_keys if (text := self.at(place)) and text != self.get("key")]

    @property
    def options(self) -> list[tuple[str, str]]:
        """Text and reason of each that is filled in, up to the last: an empty one in between keeps its letter."""
        last = max((at for at in self.found.options if self.at(self.found.options[at])), default=-1)
        return [(self.at(self.found.options.get(at)), self.at(self.found.reasons.get(at))) for at in range(last + 1)]


def add(reading: Reading, row: Row) -> None:
    said = plain(row.get("type"))
    type_ = BY_TYPE.get(said, "")
    if type_ in {ESSAY, DESCRIPTION, CLOZE} or (said and not type_):
        reading.skip(row.line, type_ or row.get("type"), "" if type_ in {ESSAY, DESCRIPTION} else unsupported(row))
        return
    if not row.get("stem"):
        raise CannotRead("This row has no question.")
    question = Question(type_, disarmed(row.get("stem")), line=row.line, id=row.get("id"), says_marks=False)
    question.title = row.get("title") or title_of(question.stem)
    question.general_feedback = disarmed(row.get("why"))
    question.tags = [tag.strip() for tag in row.get("tags").replace(";", ",").split(",") if tag.strip()]
    question.unit = row.get("unit")
    own = {name: row.get(name) for name in ("objective", "level", "passage") if row.get(name)}
    facts = [fact for fact in row.get("facts").replace(",", " ").split() if fact]
    question.own = own | ({"facts": facts} if facts else {})
    fill(question, row)
    if any(map(acts, row.cells)):
        question.warn(SCRIPTED)
    if beyond := [cell for cell in row.cells[row.found.width :] if cell.strip()]:
        question.warn(f"“{beyond[0].strip()[:60]}” stands behind the last heading and was not read.")
    reading.questions.append(question)


def unsupported(row: Row) -> str:
    return f"“{row.get('type')}” is not a type that a table holds here."


def fill(question: Question, row: Row) -> None:
    options, key = row.options, row.key
    wrong = [row.at(place) for place in row.found.wrong if row.at(place)]
    if question.type == MATCHING:
        pairs(question, options)
    elif question.type == ORDERING:
        question.answers = [Answer(disarmed(text), 1.0, why) for text, why in options if text]
    elif question.type == TRUEFALSE or (not options and not wrong and not question.type and truth(key) is not None):
        true_or_false(question, row, options, key)
    elif wrong and not options:
        against_distractors(question, key, wrong)
    elif question.type == NUMERICAL or (not options and not question.type and row.get("tolerance")):
        number(question, row, key or next((text for text, _ in options if text), ""))
    elif options and question.type != SHORTANSWER:
        choices(question, options, key, row.other_keys)
    else:
        typed(question, options, key)
    if row.other_keys and question.type != MULTICHOICE and not same_answer(question, row.other_keys):
        raise CannotRead(f"Two columns say what is right: “{key[:40]}” and “{row.other_keys[0][:40]}”.")


def same_answer(question: Question, others: Sequence[str]) -> bool:
    """Whether the other columns say the same, in their way."""
    said = {plain(answer.text) for answer in question.right}
    if question.type == TRUEFALSE:
        return all(truth(other) is None or str(truth(other)).lower() in said for other in others)
    if question.type == NUMERICAL:
        numbers = {number_of(answer.text) for answer in question.right}
        return all(number_of(other) is None or number_of(other) in numbers for other in others)
    return question.type in {MATCHING, ORDERING} or all(plain(other) in said for other in others)


def pairs(question: Question, options: Sequence[tuple[str, str]]) -> None:
    for text, _ in options:
        arrow = next((sign for sign in ARROW if sign in text), None)
        if text and arrow is None:
            raise CannotRead(f"“{text[:60]}” has no -> between the two that belong together.")
        if text and arrow:
            prompt, _, match = text.partition(arrow)
            question.pairs.append((disarmed(prompt.strip()), disarmed(match.strip())))
    question.letters = {text for pair in question.pairs for text in pair}
    if not any(prompt for prompt, _ in question.pairs):
        raise CannotRead("There are no pairs to be matched.")


def true_or_false(question: Question, row: Row, options: Sequence[tuple[str, str]], key: str) -> None:
    question.type = TRUEFALSE
    said = truth(key)
    if said is None and options:
        try:
            (place,) = shares(key, [text for text, _ in options])
            said = truth(options[place][0])
        except (Doubtful, ValueError):
            said = None
    if said is None:
        raise CannotRead(f"“{key[:60]}” is neither true nor false." if key else "The key of this row is empty.")
    why = (
        [reason for _, reason in options] if len(options) == 2 else [row.at(row.found.reasons.get(at)) for at in (0, 1)]
    )
    question.answers = [Answer("true", float(said), why[0]), Answer("false", float(not said), why[1])]


def against_distractors(question: Question, key: str, wrong: Sequence[str]) -> None:
    if not key:
        raise CannotRead("The right answer of this row is empty.")
    question.type = MULTICHOICE
    question.answers = [Answer(disarmed(key), 1.0), *(Answer(disarmed(text)) for text in wrong)]


def number(question: Question, row: Row, key: str) -> None:
    question.type = NUMERICAL
    value, tolerance = number_of(key), number_of(row.get("tolerance") or "0")
    if value is None or tolerance is None:
        raise CannotRead(f"“{key[:60]}” ± “{row.get('tolerance')[:60]}” is not a number with a tolerance.")
    question.answers = [Answer(key, 1.0, row.at(row.found.reasons.get(0)), abs(tolerance))]


def choices(question: Question, options: Sequence[tuple[str, str]], key: str, others: Sequence[str] = ()) -> None:
    """Without a key, answers that begin with an asterisk are the right ones."""
    starred = [text.startswith("*") for text, _ in options]
    texts = [text.lstrip("*").strip() if any(starred) and not key else text for text, _ in options]
    found: dict[int, float] = {}
    try:
        if key:
            found = shares(key, texts)
            agree(question, key, found.keys(), others, texts)
        elif any(starred):
            found = {place: round(1 / sum(starred), 7) for place, is_right in enumerate(starred) if is_right}
        else:
            question.warn(NO_KEY)
    except Doubtful as doubt:
        question.warn(f"{doubt} {NO_KEY}")
        found = {}
    question.is_single = question.type != "several" and len(found) < 2
    question.type = MULTICHOICE
    question.says_marks = any(share < 0 for share in found.values()) or len({*found.values()}) > 1
    question.answers = [
        Answer(disarmed(text), found.get(place, 0.0), disarmed(options[place][1]))
        for place, text in enumerate(texts)
        if text
    ]


def agree(question: Question, key: str, right: AbstractSet[int], others: Sequence[str], texts: Sequence[str]) -> None:
    """Raises Doubtful where another column names other answers; one that names none is told of."""
    for other in others:
        try:
            same = shares(other, texts).keys() == right
        except Doubtful as doubt:
            question.warn(f"Another column says what is right, too: {doubt}")
            continue
        if not same:
            raise Doubtful(f"Two columns say what is right: “{key[:40]}” and “{other[:40]}”.")


def typed(question: Question, options: Sequence[tuple[str, str]], key: str) -> None:
    """The key, and any further answers, apart by | or ; or in columns of their own."""
    texts = [part.strip() for part in key.replace("|", ";").split(";") if part.strip()]
    texts += [text for text, _ in options if text and text not in texts]
    if not texts:
        raise CannotRead("This row has no answer.")
    question.type = SHORTANSWER
    question.answers = [Answer(disarmed(text), 1.0, options[0][1] if options else "") for text in texts]
