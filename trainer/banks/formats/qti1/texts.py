"""The words of a QTI 1.2 item."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.banks.formats import markup
from trainer.banks.formats.questions import Question
from trainer.banks.formats.trees import Node, inner

PICTURES = {
    "matimage": "A picture is not kept.",
    "mataudio": "A recording is not kept.",
    "matvideo": "A film is not kept.",
}
NONE = "NONE"  # what ILIAS writes where nothing is said
TEXTS = ("mattext", "mat_formattedtext", "matemtext")


@dataclass
class Text:
    text: str = ""
    is_html: bool = False


def text_of(nodes: list[Node], question: Question) -> Text:
    """All that these elements say, one behind the other."""
    parts = [part for node in nodes for part in parts_of(node, question)]
    is_html = any(is_html for _, is_html in parts)
    said = " ".join(text for text, _ in parts if text).strip()
    if not is_html:
        if markup.acts(said):
            question.warn(markup.SCRIPTED)
        return Text(markup.disarmed(said))
    for loss in markup.losses(said):
        question.warn(loss)
    return Text(markup.harmless(said), True)


def parts_of(node: Node, question: Question) -> list[tuple[str, bool]]:
    if node.name in PICTURES:
        question.warn(PICTURES[node.name])
        return []
    if node.name in TEXTS:
        said = inner(node).strip()
        form = (node.get("texttype") or node.get("type")).lower()
        is_html = "html" in form or bool(node.nodes) or (node.name == "mat_formattedtext" and form != "plain")
        return [(said if is_html or not node.nodes else node.words.strip(), is_html)]
    return [part for child in node.nodes for part in parts_of(child, question)]


def feedbacks(item: Node, question: Question) -> dict[str, Text]:
    """By ident."""
    return {node.get("ident"): text_of([node], question) for node in item.within("itemfeedback")}


def before(node: Node, responses: Sequence[Node]) -> list[Node]:
    """The material outside of the responses and of the list of choices that Blackboard puts behind them."""
    found: list[Node] = []
    for child in node.nodes:
        if child.name in {"material", "mattext", "matimage", "mat_extension"}:
            found.append(child)
        elif child not in responses and child.get("class") not in {"RIGHT_MATCH_BLOCK", "RESPONSE_BLOCK"}:
            found += before(child, responses)
    return found
