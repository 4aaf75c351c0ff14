"""Answers embedded in a text, as in {1:MULTICHOICE:=Paris#Yes~Rome}.

https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
"""

import re
from html import unescape

from trainer.banks.formats.markup import harmless
from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.questions import Answer, CannotRead, Gap, NoCounterpart, Question

TYPED = "SHORTANSWER SA MW SHORTANSWER_C SAC MWC"
NUMBER = "NUMERICAL NM"
CHOSEN = "MULTICHOICE MC MCH MCV MCS MCHS MCVS MULTICHOICE_H MULTICHOICE_V MULTICHOICE_S MULTICHOICE_HS MULTICHOICE_VS"
SEVERAL = "MULTIRESPONSE MR MRH MRS MRHS MULTIRESPONSE_H MULTIRESPONSE_S MULTIRESPONSE_HS"
PART = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^{}\\])*)\}", re.DOTALL)
WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")


def gaps(stem: str, question: Question) -> tuple[str, list[Gap]]:
    """The text with [[1]], [[2]] ... in the place of the answers."""
    found: list[Gap] = []
    shares = {int(match[1] or 1) for match in PART.finditer(stem)}
    if len(shares) > 1:
        question.warn("Its gaps earn different shares there; here each earns the same.")

    def mark(match: re.Match[str]) -> str:
        found.append(gap_of(str(len(found) + 1), match, question))
        return f"[[{found[-1].id}]]"

    text = PART.sub(mark, stem)
    if broken := re.search(r"\{\d*:[A-Z_]+:.{0,40}", text, re.DOTALL):
        raise CannotRead(f"“{broken[0]}” is not closed, or has a {{ or }} inside that needs a \\ before it.")
    if not found:
        raise CannotRead("There is no answer like {1:SHORTANSWER:=...} in the text.")
    return text, found


def gap_of(name: str, match: re.Match[str], question: Question) -> Gap:
    kind = match[2]
    if kind in SEVERAL.split():
        raise NoCounterpart("A gap with several right choices has no counterpart here.")
    if kind not in f"{TYPED} {NUMBER} {CHOSEN}".split():
        raise NoCounterpart(f"A gap of the kind {kind} has no counterpart here.")
    is_number = kind in NUMBER.split()
    parts = [part for part in re.findall(r"(?:\\.|[^\\~])+", match[3], re.DOTALL) if part.strip()]
    answers = [answer_of(part.strip(), is_number) for part in parts]
    if is_number:
        question.warn(f"Gap {name} asks for a number; here it takes the number as it is written.")
    if kind.endswith("C") and kind in TYPED.split():
        question.warn("Capitals count there; here they do not.")
    if not any(answer.fraction > 0 for answer in answers):
        question.warn(f"Gap {name} has no right answer in the file.")
    return Gap(name, answers, is_open=kind not in CHOSEN.split())


def answer_of(part: str, is_number: bool) -> Answer:
    fraction = 0.0
    if part.startswith("="):
        fraction, part = 1.0, part[1:]
    elif found := WEIGHT.match(part):
        fraction, part = float(found[1]) / 100, part[found.end() :]
    text = re.match(r"(?:\\.|&(?:amp;)?#\w+;|[^\\#])*", part, re.DOTALL)[0]  # type: ignore[index]
    feedback = part[len(text) + 1 :]
    tolerance = None
    if is_number:
        text, _, margin = text.partition(":")
        if bare(text) != "*" and number_of(bare(text)) is None:
            raise CannotRead(f"“{bare(text)[:60]}” is not a number.")
        tolerance = float(margin) if re.fullmatch(r"\d+(\.\d+)?", margin.strip()) else 0.0
    return Answer(bare(text), fraction, bare(feedback), tolerance)


def bare(text: str) -> str:
    return unescape(harmless(re.sub(r"\\(.)", r"\1", text)).strip())
