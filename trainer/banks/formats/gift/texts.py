"""A text in GIFT and the format it is said to be in."""

import re
from dataclasses import dataclass

from trainer.banks.formats import markup
from trainer.banks.formats.gift.escapes import shown
from trainer.banks.formats.questions import Answer, Question

LONGEST_NAME = 80
AUTO, HTML, MARKDOWN = "moodle", "html", "markdown"
FORMAT = re.compile(r"^\s*\[(html|moodle|plain|markdown)\]\s*", re.IGNORECASE)
MARKED = re.compile(
    r"\*\*\S|(?<!\w)__\S|!\[|\]\(|^#{1,6} |^\s*[-*] |(?<![\w*])\*\S[^*\n]*\*(?![\w*])|`[^`\n]+`", re.MULTILINE
)


@dataclass
class Text:
    """`raw` is as it stood in the file, for what has to be said about it."""

    text: str
    form: str
    raw: str = ""

    def warn(self, question: Question) -> None:
        for loss in markup.losses(self.raw) if self.form == HTML else [markup.SCRIPTED] * markup.acts(self.raw):
            question.warn(loss)
        if self.form == MARKDOWN and MARKED.search(self.raw):
            question.warn("The text is Markdown; its marks are kept as letters.")

    def as_answer(self, fraction: float = 0.0, feedback: str = "") -> Answer:
        return Answer(self.text, fraction, feedback, is_html=self.form == HTML)


def formatted(text: str, form: str = AUTO) -> Text:
    """With the format that the text names in front of it, or else that of the question."""
    found = FORMAT.match(text)
    form = found[1].lower() if found else form
    raw = shown(text[found.end() :] if found else text).strip()
    return Text(markup.harmless(raw) if form == HTML else markup.disarmed(raw), form, raw)


def title_of(question: Question) -> str:
    """What a question without a name is called."""
    words = markup.plain(question.stem) if question.is_html else question.stem
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 3] + "..."
