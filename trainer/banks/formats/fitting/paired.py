"""Questions of several parts: pairs, steps, gaps."""

import re
from typing import Any

from trainer.banks.formats.fitting import words
from trainer.banks.formats.fitting.choices import WHOLE
from trainer.banks.formats.questions import Gap, Question

BRACKETS = re.compile(r"\[([a-z0-9-]+)\]")
INSTRUCTION = "Fill the gaps."


def matching(question: Question) -> dict[str, Any] | None:
    pairs = [(words.paired(prompt, question), words.paired(match, question)) for prompt, match in question.pairs]
    asked = [(prompt, match) for prompt, match in pairs if prompt]
    if not asked:
        return None
    matches = [match for _, match in asked]
    used_again = len(set(matches)) < len(matches)
    return {
        "kind": "extended matching" if used_again else "matching",
        "choices": list(dict.fromkeys(match for _, match in pairs)),
        "prompts": [{"text": prompt, "match": match} for prompt, match in asked],
        **scoring(question),
    }


def scoring(question: Question) -> dict[str, str]:
    return {"scoring": "all or nothing"} if question.is_all_or_nothing else {}


def ordering(question: Question) -> dict[str, Any] | None:
    if not question.answers:
        return None
    steps = [words.said(answer) for answer in question.answers]
    return {"kind": "ordering", "steps": steps, "why": words.reason(question), **scoring(question)}


def gaps(question: Question) -> dict[str, Any] | None:
    """What stands before the line with the first gap says what to do; the rest is the text."""
    text, rows = BRACKETS.sub(r"(\1)", words.stem(question).replace("[[", "\0").replace("]]", "\1")), []
    text = text.replace("\0", "[[").replace("\1", "]]")
    for number, gap in enumerate(question.gaps, 1):
        text = text.replace(f"[[{gap.id}]]", f"[gap-{number}]", 1)
        row = gap_fields(question, gap, f"gap-{number}")
        if row is None:
            right = [answer for answer in gap.answers if answer.fraction >= WHOLE]
            said = "several choices that each earn the whole mark" if right else "no answer that earns its whole mark"
            question.warn(f"Gap {number} has {said}.")
            return None
        rows.append(row)
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if "[gap-" in line), 0)
    stem, text = "\n".join(lines[:first]).strip(), "\n".join(lines[first:])
    fields = {"kind": "cloze", "stem": stem or INSTRUCTION, "text": text, "gaps": rows}
    return fields | scoring(question) if rows else None


def gap_fields(question: Question, gap: Gap, name: str) -> dict[str, Any] | None:
    right = [answer for answer in gap.answers if answer.fraction >= WHOLE]
    if not right or (len(right) > 1 and not gap.is_open):
        return None
    for answer in gap.answers:
        if 0 < answer.fraction < WHOLE:
            question.warn(f"“{words.said(answer)[:60]}” earns a part of the mark there and nothing here.")
    if any(answer.feedback.strip() not in {"", right[0].feedback.strip()} for answer in gap.answers):
        question.warn("Of the comments on what is put into a gap just one is kept, that on the right answer.")
    texts = list(dict.fromkeys(words.said(answer) for answer in (right if gap.is_open else gap.answers)))
    answers = {"accepted": texts} if gap.is_open else {"choices": texts, "key": words.said(right[0])}
    return {"id": name, **answers, "why": words.comment(right[0].feedback, question)}
