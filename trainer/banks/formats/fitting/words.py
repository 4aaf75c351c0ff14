"""Texts of a question as an item holds them: plain."""

import re

from trainer.banks.formats.markup import plain
from trainer.banks.formats.questions import Answer, Question

NO_REASON = "The file gives no reason."
MARKS = re.compile(r"<\s*(b|strong|i|em|u|a|code|del|ins|mark|font|h[1-6])\b", re.IGNORECASE)
FORMATTING = "Bold, links and the like are kept as plain words."


def said(answer: Answer) -> str:
    return plain(answer.text) if answer.is_html else answer.text.strip()


def paired(text: str, question: Question) -> str:
    """One of the two of a pair."""
    return text.strip() if text in question.letters else plain(text)


def stem(question: Question) -> str:
    """Its title where it has no text."""
    text = plain(question.stem) if question.is_html else question.stem.strip()
    return text or question.title.strip()


def comment(text: str, question: Question) -> str:
    """Feedback as a reason; the markup of a file's comments is that of its texts."""
    return plain(text) if question.is_html or "</" in text else text.strip()


def reason(question: Question, *feedbacks: str) -> str:
    """The first that says something, or that of the whole question."""
    texts = [comment(text, question) for text in (*feedbacks, question.general_feedback)]
    return next((text for text in texts if text), NO_REASON)


def say_what_formatting_is_lost(question: Question) -> None:
    texts = [question.stem] if question.is_html else []
    texts += [answer.text for answer in question.answers if answer.is_html]
    if any(MARKS.search(text) for text in texts):
        question.warn(FORMATTING)
