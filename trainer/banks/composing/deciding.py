"""Writing a decision into drafts.yaml: one value takes the place of another, and not a character else changes."""

import json
import re
from collections.abc import Iterator

import yaml

from trainer.banks.composing.about import Decision
from trainer.reading import StrictLoader

LINE = re.compile(r".*?(?:\r\n|[\n\r\x85\u2028\u2029]|\Z)", re.DOTALL)


class CannotWrite(Exception):
    """The file does not have the entry, or it is written in a way that this cannot change safely."""


def with_decision(text: str, item_id: str, decision: Decision) -> str:
    """The text of drafts.yaml with the decision on one draft, whatever was decided before."""
    entry = entry_of(text, item_id)
    note = value_of(entry, "draft")
    place = value_of(note[1], "decision") if note else None
    if place is None:
        raise CannotWrite(f"{item_id} has no line `decision:`. Add `decision: open` to its `draft:`.")
    key, value = place
    start, end = at(text, key.end_mark), end_of(text, value)
    changed = f"{text[:start]}: {in_yaml(decision)}{text[end:]}"
    if without(changed, item_id) != without(text, item_id):
        raise CannotWrite(f"The decision on {item_id} cannot be written here. Write it into the file by hand.")
    return changed


def in_yaml(decision: Decision) -> str:
    said = [f"accepted: {'true' if decision.is_accepted else 'false'}", f"by: {quoted(decision.by)}"]
    said += [f"on: {decision.on.isoformat()}"]
    said += [f"reason: {quoted(decision.reason)}"] if decision.reason.strip() else []
    return "{" + ", ".join(said) + "}"


def quoted(text: str) -> str:
    """In double quotes, as JSON and YAML both read it."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def with_entry(text: str, item_id: str, entry: str) -> str:
    """The text with one entry written anew, and the other entries as they were."""
    start, end = span(text, item_id)
    changed = f"{text[:start]}{entry.strip()}\n{text[end:]}"
    if [node_id for node_id, _ in nodes(changed)] != [node_id for node_id, _ in nodes(text)]:
        raise CannotWrite("The entry has to stay one entry, with its id and its indentation.")
    return changed


def entry_text(text: str, item_id: str) -> str:
    start, end = span(text, item_id)
    return text[start:end]


def span(text: str, item_id: str) -> tuple[int, int]:
    """From the dash of the entry to the end of the line of its last value."""
    entry = entry_of(text, item_id)
    first = at(text, entry.start_mark)
    dash = text.rfind("-", 0, first)
    line_end = text.find("\n", end_of(text, entry))
    return dash, line_end + 1 if line_end >= 0 else len(text)


def nodes(text: str) -> Iterator[tuple[str, yaml.MappingNode]]:
    try:
        document = yaml.compose(text, Loader=StrictLoader)
    except yaml.YAMLError as problem:
        raise CannotWrite(f"This cannot be read as YAML: {problem}") from problem
    for node in document.value if isinstance(document, yaml.SequenceNode) else []:
        identity = value_of(node, "id")
        if identity is not None and isinstance(identity[1], yaml.ScalarNode):
            yield identity[1].value, node


def entry_of(text: str, item_id: str) -> yaml.MappingNode:
    for name, node in nodes(text):
        if name == item_id:
            return node
    raise CannotWrite(f"There is no draft {item_id} in this file.")


def value_of(node: yaml.Node, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else []:
        if isinstance(key, yaml.ScalarNode) and key.value == name:
            return key, value
    return None


def end_of(text: str, node: yaml.Node) -> int:
    """Behind the last character of the value: a block's own end mark stands where the next thing begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(text, last[1] if isinstance(last, tuple) else last)
    start, end = at(text, node.start_mark), at(text, node.end_mark)
    return start + len(text[start:end].rstrip())


def at(text: str, mark: yaml.Mark) -> int:
    """Marks count lines and columns in characters."""
    ends = [line.end() for line in LINE.finditer(text)]
    return (ends[mark.line - 1] if mark.line else 0) + mark.column


def without(text: str, item_id: str) -> list:
    """All that the file says but for this decision."""
    try:
        said = yaml.load(text, Loader=StrictLoader)  # noqa: S506 - StrictLoader is a safe loader
    except (yaml.YAMLError, ValueError) as problem:
        raise CannotWrite(f"This cannot be read as YAML: {problem}") from problem
    for entry in said:
        if isinstance(entry, dict) and entry.get("id") == item_id:
            entry["draft"] = {name: value for name, value in entry["draft"].items() if name != "decision"}
    return said
