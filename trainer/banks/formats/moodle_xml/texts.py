"""A text in Moodle XML: its words, made harmless, and whether they are HTML."""

import re
from dataclasses import dataclass
from html import escape

from trainer.banks.formats import markup
from trainer.banks.formats.questions import Answer, Question
from trainer.banks.formats.trees import Node

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


def inner(node: Node) -> str:
    """Its words; where somebody wrote HTML without escaping it, that HTML again."""
    if not node.nodes:
        return node.text
    return escape(node.text, quote=False) + "".join(outer(child) for child in node.nodes if child.name != "file")


def outer(node: Node) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items() if name.isalnum())
    within = escape(node.text, quote=False) + "".join(outer(child) for child in node.nodes)
    closed = "" if node.name in {"br", "img", "hr"} else f"{within}</{node.name}>"
    return f"<{node.name}{attributes}>{closed}{escape(node.tail, quote=False)}"
