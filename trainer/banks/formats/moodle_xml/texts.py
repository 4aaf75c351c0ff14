"""A text in Moodle XML: its words, made harmless, and whether they are HTML."""

import re
from dataclasses import dataclass

from trainer.banks.formats import markup
from trainer.banks.formats.questions import Answer, Question
from trainer.banks.formats.trees import Node, inner

PLAIN = {"moodle_auto_format", "plain_text", "markdown", "0", "2", "4"}


@dataclass
class Text:
    text: str = ""
    is_html: bool = False

    def as_answer(self, fraction: float, feedback: str = "") -> Answer:
        return Answer(self.text, fraction, feedback, is_html=self.is_html)


def text_of(node: Node | None, question: Question, form: str = "") -> Text:
    """Of an element that holds <text>, or holds its words itself. Says on the question what is lost."""
    if node is None:
        return Text()
    holder = node.first("text")
    raw = (inner(holder) if holder is not None else inner(node)).strip()
    is_html = (node.get("format") or form or "html") not in PLAIN
    files = sum(1 for _ in node.all("file")) or raw.count("@@PLUGINFILE@@")
    if files:
        question.warn("A picture or file is not kept.")
    for loss in markup.losses(raw) if is_html else [markup.SCRIPTED] * markup.acts(raw):
        if not (files and loss.startswith("A picture")):
            question.warn(loss)
    if not is_html and node.get("format") == "markdown" and re.search(r"\*\*\S|!\[|\]\(", raw):
        question.warn("The text is Markdown; its marks are kept as letters.")
    return Text(markup.harmless(raw) if is_html else markup.disarmed(raw), is_html)
