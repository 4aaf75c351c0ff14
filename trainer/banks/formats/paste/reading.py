import re
from collections import Counter

from trainer.banks.formats.aiken import title_of
from trainer.banks.formats.decoding import mark_doubtful
from trainer.banks.formats.markup import SCRIPTED, acts, disarmed
from trainer.banks.formats.paste.grammar import Option, Piece, pieces
from trainer.banks.formats.paste.lines import FORMULA, PICTURE, STRUCK, Pasted, pasted
from trainer.banks.formats.questions import (
    DESCRIPTION,
    ESSAY,
    MULTICHOICE,
    NO_KEY,
    SHORTANSWER,
    TRUEFALSE,
    Answer,
    Question,
    Reading,
)
from trainer.banks.formats.tables import rows
from trainer.banks.formats.tables.headings import headings
from trainer.banks.formats.tables.keys import Doubtful, shares, truth

T_OR_F = r"(?:true\s*(?:or|/)\s*false|t\s*/\s*f)"
STATEMENT = re.compile(rf"^\s*{T_OR_F}\s*[:.?–-]?\s*|\s*[(\[]\s*{T_OR_F}\s*[)\]]\s*$|\n\s*{T_OR_F}\W*$", re.I)
LOST = {
    PICTURE: f"It has a picture, which was not taken along: {PICTURE} stands for it.",
    FORMULA: f"It has a formula, which was not read: {FORMULA} stands for it.",
    STRUCK: f"Words in it are struck out: they stand between {STRUCK}.",
}
LONGEST = 200  # characters of an answer that somebody could type


def read(data: bytes) -> Reading:
    said = pasted(data)
    reading = Reading("paste")
    tables = add_tables(reading, said)
    found, keys = pieces([line for line in said.lines if line.table not in tables])
    times = Counter(piece.number for piece in found)
    for piece in found:
        if reading.is_full(piece.line):
            break
        add(reading, piece, keys.get(piece.number), is_alone=times[piece.number] == 1)
    reading.questions.sort(key=lambda question: question.line)
    mark_doubtful(reading.questions, said.warning)
    return reading


def add_tables(reading: Reading, said: Pasted) -> set[int]:
    """A question a row, under headings. Which tables that were: their lines are no text any more."""
    read_as = set()
    for number, table in enumerate(said.tables, 1):
        at = next((line.number for line in said.lines if line.table == number), 0)
        if len(table) > 1 and headings(table[0]).are_of_questions:
            found = rows.read("paste", [(at, row) for row in table])
            reading.questions += found.questions
            reading.skipped += found.skipped
            reading.errors += found.errors
            read_as.add(number)
    return read_as


def add(reading: Reading, piece: Piece, at_end: str | None, is_alone: bool) -> None:
    """`at_end`: what the key at the end says for this number, None where it has nothing. `is_alone`: no other question
    has the number."""
    stem = "\n".join(piece.stem).strip()
    listed = (at_end or "") if is_alone else ""
    key = piece.key or listed
    if not piece.options and not key:
        is_question = bool(piece.number) or stem.endswith("?")
        reading.skip(piece.line, ESSAY if is_question else DESCRIPTION, without_answers(stem, is_question))
        return
    question = Question(MULTICHOICE, disarmed(stem), title=title_of(stem), line=piece.line, says_marks=False)
    question.general_feedback = disarmed(piece.why)
    question.category = piece.section
    if piece.key and listed and piece.key.strip().casefold() != listed.strip().casefold():
        question.warn(f"The key below it says “{piece.key[:40]}”, the key at the end “{listed}”.")
        key = ""
    elif not key and at_end is not None:
        question.warn(f"The key at the end can mean two things for number {piece.number}. {NO_KEY}")
    if piece.options:
        choices(question, piece.options, key)
    else:
        typed(question, key)
    if any(map(acts, [stem, piece.why, key, *(option.text for option in piece.options)])):
        question.warn(SCRIPTED)
    for sign, lost in LOST.items():
        if any(sign in text for text in [stem, piece.why, key, *(option.text for option in piece.options)]):
            question.warn(lost)
    reading.questions.append(question)


def without_answers(stem: str, is_question: bool) -> str:
    if is_question:
        return f"“{stem[:60]}” has no answers and no key."
    return f"“{stem[:60]}” is no question."


def choices(question: Question, options: list[Option], key: str) -> None:
    """By the key that is written; else by the marks, signs before bold letters. Two that differ decide nothing."""
    texts = [disarmed(option.text) for option in options]
    signed = frozenset(place for place, option in enumerate(options) if option.is_marked)
    bold = frozenset(place for place, option in enumerate(options) if option.is_bold)
    marked = next((some for some in (signed, bold) if 0 < len(some) < len(options)), frozenset())
    right = dict.fromkeys(marked, round(1 / max(1, len(marked)), 7))
    try:
        if key:
            right = shares(key_alone(key, texts), texts)
            if marked and marked != right.keys():
                raise Doubtful(f"The key says “{key[:40]}”, and another answer is marked.")
    except Doubtful as doubt:
        question.warn(f"{doubt} {NO_KEY}")
        right = {}
    if not right and not question.warnings:
        question.warn(NO_KEY)
    if not key and not signed and right:
        question.warn("The bold answer was taken for the right one. Look at it.")
    question.is_single = len(right) < 2
    question.answers = [Answer(text, right.get(place, 0.0)) for place, text in enumerate(texts)]
    words = [text.strip(" .").lower() for text in texts]
    if sorted(words) == ["false", "true"] and len(right) == 1:
        question.type = TRUEFALSE
        question.answers = [Answer(word, right.get(place, 0.0)) for place, word in enumerate(words)]


def key_alone(key: str, texts: list[str]) -> str:
    """“B) the blue one” and “B. Because ...” name B, where what follows is that answer, or a comment in brackets."""
    found = re.match(r"^\(?([A-Ja-j])[.):\s–-]+(.*)$", key.strip())
    if not found or ord(found[1].lower()) - 97 >= len(texts):
        return key.strip().rstrip(".")
    said = texts[ord(found[1].lower()) - 97].strip(" .").casefold()
    rest = found[2].strip(" .").casefold()
    return found[1] if rest == said or rest.startswith("(") else key.strip().rstrip(".")


def typed(question: Question, key: str) -> None:
    said = truth(key) if STATEMENT.search(question.stem) or key.strip(" .").lower() in {"true", "false"} else None
    if said is not None:
        question.type, question.stem = TRUEFALSE, STATEMENT.sub("", question.stem).strip()
        question.title = title_of(question.stem)
        question.answers = [Answer("true", float(said)), Answer("false", float(not said))]
        return
    question.type = SHORTANSWER
    question.answers = [Answer(disarmed(key.strip()), 1.0)]
    if len(key) > LONGEST:
        question.warn("The answer is longer than anybody would type.")
