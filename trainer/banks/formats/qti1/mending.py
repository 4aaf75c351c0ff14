"""Conditions of an item that other products mean otherwise than they write them, put right before they are read."""

from collections.abc import Iterator, Sequence

from trainer.banks.formats.questions import Question
from trainer.banks.formats.trees import Node


def mend(question: Question, item: Node, responses: Sequence[Node]) -> None:
    processing = item.first("resprocessing")
    if processing is None:
        return
    renamed(question, processing, responses)
    typed = {one.get("ident") for one in responses if one.name in {"response_str", "response_num"}}
    for test in processing.within("conditionvar", "and"):
        either(test, typed)


def either(test: Node, typed: set[str]) -> None:
    """Canvas lists all right words in one condition. Nobody can type two of them at once, so one will do."""
    equals: dict[str, list[Node]] = {}
    for node in test.all("varequal"):
        if node.get("respident") in typed:
            equals.setdefault(node.get("respident"), []).append(node)
    for nodes in equals.values():
        if len({node.words.strip().casefold() for node in nodes}) > 1:
            at = test.nodes.index(nodes[0])
            test.nodes = [node for node in test.nodes if node not in nodes]
            test.nodes.insert(at, Node("or", {}, "", nodes[0].line, nodes))


def renamed(question: Question, processing: Node, responses: Sequence[Node]) -> None:
    """A condition on a response that is not there, and on a choice that only one of them has, is on that one."""
    names = {one.get("ident") for one in responses}
    for test in tests(processing):
        asked = test.words.strip()
        if test.get("respident") in names or not asked:
            continue
        having = [
            one for one in responses if any(label.get("ident") == asked for label in one.within("response_label"))
        ]
        if len(having) == 1 and having[0].name == "response_lid":
            test.attributes["respident"] = having[0].get("ident")
            question.warn("Its scoring names a field that is not there; the one that has the choice was taken.")


def has_choice(response: Node, ident: str) -> bool:
    return any(label.get("ident") == ident for label in response.within("response_label"))


def tests(processing: Node) -> Iterator[Node]:
    for condition in processing.within("conditionvar"):
        yield from condition.within("varequal")
