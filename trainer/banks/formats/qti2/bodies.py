"""The body of an item: its words, and the interactions in it."""

import html
from dataclasses import dataclass, field

from trainer.banks.formats import markup
from trainer.banks.formats.questions import Question
from trainer.banks.formats.trees import Node

INLINE = {"inlinechoiceinteraction", "textentryinteraction", "hottextinteraction", "gap"}
HIDDEN = {"rubricblock", "feedbackblock", "feedbackinline", "templateblock", "templateinline", "stylesheet"}
HIDDEN |= {"catalog_info", "cataloginfo", "companionmaterialsinfo"}
UNCLOSED = {"br", "img", "hr"}


@dataclass
class Body:
    """`stem` is HTML with gaps as [[id]]. `prompts` of block interactions follow in it."""

    stem: str = ""
    interactions: list[Node] = field(default_factory=list)
    has_scorer_notes: bool = False
    has_feedback: bool = False
    asks_several: bool = False  # lists of choices, which then stand in the text as gaps do


def body_of(item: Node) -> Body:
    found = Body()
    shown = item.first("itembody")
    if shown is not None:
        lists = sum(1 for _ in shown.within("choiceinteraction"))
        found.asks_several = lists + sum(1 for _ in shown.within("inlinechoiceinteraction", "textentryinteraction")) > 1
        found.stem = "".join(part(node, found) for node in shown.nodes).strip()
    return found


def part(node: Node, found: Body) -> str:
    tail = html.escape(node.tail, quote=False)
    if node.name.endswith("interaction") and node.name != "endattemptinteraction":
        found.interactions.append(node)
        return shown_of(node, found) + tail
    if node.name in HIDDEN and not is_for_learners(node):
        found.has_scorer_notes |= node.name == "rubricblock"
        found.has_feedback |= node.name.startswith("feedback")
        return tail
    if node.name == "gap":
        return f"[[{node.get('identifier')}]]{tail}"
    return element(node, found) + tail


def is_for_learners(node: Node) -> bool:
    """Some write what is to be done into a note for the candidate."""
    return node.name == "rubricblock" and "candidate" in node.get("view").split()


def shown_of(node: Node, found: Body) -> str:
    """What of an interaction is read before its choices."""
    name = node.get("responseidentifier")
    if node.name in {"inlinechoiceinteraction", "textentryinteraction"}:
        return f"[[{name}]]"
    prompt = node.first("prompt")
    said = within(prompt, found) if prompt is not None else ""
    said = f"<p>{said}</p>" if said.strip() else ""
    if node.name in {"gapmatchinteraction", "hottextinteraction"}:
        rest = [child for child in node.nodes if child.name not in {"prompt", "gaptext", "gapimg"}]
        return said + "".join(part(child, found) for child in rest)
    pictures = [child for child in node.nodes if child.name in {"img", "object"}]
    box = f"<p>[[{name}]]</p>" if found.asks_several and node.name == "choiceinteraction" else ""
    return said + "".join(part(child, found) for child in pictures) + box


def element(node: Node, found: Body) -> str:
    names = ("src", "alt", "href", "title")
    attributes = "".join(f' {name}="{html.escape(node.get(name))}"' for name in names if node.get(name))
    if node.name in UNCLOSED:
        return f"<{node.name}{attributes}>"
    if node.name == "rubricblock":
        return f"<div>{within(node, found)}</div>"
    name = node.name if node.name in markup.TAGS or node.name in markup.LOSSES else "span"
    return f"<{name}{attributes}>{within(node, found)}</{name}>"


def within(node: Node, found: Body) -> str:
    return html.escape(node.text, quote=False) + "".join(part(child, found) for child in node.nodes)


def words(node: Node, question: Question) -> tuple[str, bool]:
    """Of a choice: its text, and whether that is HTML. Comments in it are left aside."""
    raw = tidy(within(node, Body()))
    for loss in markup.losses(raw):
        question.warn(loss)
    if "<" not in raw:
        return html.unescape(raw).strip(), False
    return markup.harmless(raw), True


def tidy(said: str) -> str:
    return " ".join(said.split())


def comment_in(node: Node) -> str:
    """The feedback that a choice holds."""
    return " ".join(plainly(one) for one in node.within("feedbackinline", "feedbackblock"))


def plainly(node: Node) -> str:
    """The words of a comment, with its lines apart; some write its markup as escaped text."""
    if not node.nodes and markup.TAGGED.search(node.text):
        return markup.plain(node.text)
    return markup.plain(tidy(within(node, Body())))
