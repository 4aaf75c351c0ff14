"""Reading files that people write by hand: strict YAML, with the line of everything, and every fault at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError
from yaml.reader import ReaderError

LARGEST = 2_000_000  # bytes
DEEPEST = 40  # levels of nesting; a bank needs five

Shape = TypeVar("Shape", bound=BaseModel)
Path_ = tuple[str | int, ...]  # the way to a value: ("options", 2, "why")


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, where, and how to mend it. `line` is 0 when it is about a whole file or folder."""

    file: str
    line: int
    rule: str
    message: str
    mend: str
    source: str = ""  # who says that this is a fault, where it is a matter of good writing

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.rule}: {self.message} {self.mend}"


@dataclass
class Text:
    """A file's text, or nothing and the faults that say why."""

    file: str
    text: str | None = None
    faults: list[Fault] = field(default_factory=list)

    def fault(self, rule: str, message: str, mend: str, line: int = 0) -> None:
        self.faults.append(Fault(self.file, line, rule, message, mend))


@dataclass
class Document(Text):
    """What a YAML file says, and the line on which each of its values stands."""

    value: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    unread: set[Path_] = field(default_factory=set)  # values with a fault of their own, None here

    def line(self, path: Path_) -> int:
        """The line of the value, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault_at(self, path: Path_, rule: str, message: str, mend: str) -> None:
        self.fault(rule, message, mend, self.line(path))


def read_text(path: Path, root: Path, largest: int = LARGEST) -> Text:
    """The text of a file below `root`; a link out of it, a large file or another encoding is a fault, not a crash."""
    result = Text(path.relative_to(root).as_posix())
    if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()):
        result.fault("path", "This is a link, or it lies outside the folder.", "Put the file itself here.")
    elif not path.is_file():
        result.fault("missing", "There is no such file.", "Add it, or take out what names it.")
    elif (size := path.stat().st_size) > largest:
        result.fault(
            "too-large",
            f"The file has {size / 1e6:,.1f} MB; the limit is {largest / 1e6:,.1f} MB.",
            "Split it, or take out what does not belong here.",
        )
    else:
        try:
            decode(path.read_bytes(), result)
        except OSError as problem:
            result.fault("missing", f"The file cannot be opened: {problem.strerror}.", "Make it readable for everyone.")
    return result


def decode(data: bytes, result: Text) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        result.fault(
            "encoding", "This is not UTF-8 text.", "Save the file as UTF-8 in your editor (“Save with encoding”).", line
        )
        return
    if (at := text.find("\0")) >= 0:
        result.fault("encoding", "The file has a NUL character.", "Save it as plain text.", text.count("\n", 0, at) + 1)
        return
    result.text = text


class StrictLoader(yaml.CSafeLoader):
    """YAML as an educator expects it: `no`, `on` and `12:30` are text; only true, false, numbers and dates are not."""

    yaml_implicit_resolvers: dict = {}


for tag, pattern, first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789"),
    ("merge", r"^<<$", "<"),
):
    StrictLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def read_yaml(path: Path, root: Path) -> Document:
    """The file's values with their lines; `value` is None when it cannot be read."""
    source = read_text(path, root)
    document = Document(source.file, source.text, source.faults)
    return build(source.text, document) if source.text is not None else document


def build(text: str, document: Document) -> Document:
    """The document with the values of a text that is there already."""
    try:
        if cannot_be_built(text, document):
            return document
        node = yaml.compose(text, Loader=StrictLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        document.fault(
            "yaml",
            f"This cannot be read as YAML: {problem.problem or problem.context}.",
            "Check indentation, quotes and colons here and on the line before.",
            mark.line + 1 if mark else 0,
        )
        return document
    except ReaderError as problem:
        line = text.count("\n", 0, problem.position) + 1
        document.fault("encoding", "There is a character that YAML does not allow.", "Type this line again.", line)
        return document
    if node is None:
        document.fault("yaml", "The file is empty.", "See question_banks/README.md for what belongs in it.", 1)
        return document
    document.value = plain(node, (), document)
    return document


def cannot_be_built(text: str, document: Document) -> bool:
    """Whether the parts nest deeper than any bank needs (building them would run out of stack) or refer to each other.

    Looks at one event after the other, which takes no stack, however the file is written.
    """
    depth = 0
    for event in yaml.parse(text, Loader=StrictLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 0
        if depth > DEEPEST:
            document.fault("yaml", "Too many lists or fields inside each other.", "Close brackets, indent less.", line)
            return True
        if isinstance(event, yaml.AliasEvent):
            document.fault("yaml", "This repeats another part by reference (&, *).", "Write the part out again.", line)
            return True
    return False


def plain(node: yaml.Node, path: Path_, document: Document) -> Any:
    document.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return mapping(node, path, document)
    if isinstance(node, yaml.SequenceNode):
        return [plain(child, (*path, number), document) for number, child in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    return scalar(node, path, document)


def mapping(node: yaml.MappingNode, path: Path_, document: Document) -> dict:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            document.fault("yaml", "The name of a field should be a word.", "Write `name: value`.", line)
            continue
        key = key_node.value
        if key in values or key == "<<":
            document.fault(
                "yaml",
                f"“{key}” stands here a second time." if key in values else "Merging with << is not read.",
                "Keep one of them." if key in values else "Write the fields out.",
                line,
            )
            continue
        values[key] = plain(value_node, (*path, key), document)
        document.lines[*path, key] = line
    return values


def scalar(node: yaml.ScalarNode, path: Path_, document: Document) -> Any:
    kind, text = node.tag.rpartition(":")[2], node.value
    try:
        match kind:
            case "bool":
                return text == "true"
            case "int":
                return int(text) if len(text) < 19 else text
            case "float":
                return number if isfinite(number := float(text)) else text
            case "timestamp":
                return date.fromisoformat(text)
            case "null":
                return None
            case "str":
                return text
    except ValueError:
        document.unread.add(path)
        document.fault_at(path, "yaml", f"There is no such day: {text}.", "Write the date as YYYY-MM-DD.")
        return None
    document.unread.add(path)
    document.fault_at(path, "yaml", f"The tag {node.tag} is not read.", "Write the value plainly, without a !tag.")
    return None


def shaped(shape: type[Shape], value: Any, document: Document, path: Path_ = ()) -> Shape | None:
    """`value` as the given shape, or None and a fault for every field that does not fit."""
    try:
        return shape.model_validate(value)
    except ValidationError as problems:
        for problem in problems.errors(include_url=False):
            if (*path, *problem["loc"]) in document.unread:
                continue
            message, mend = in_words(problem)
            rule = problem.get("ctx", {}).get("rule", "shape")
            document.fault_at((*path, *problem["loc"]), rule, message, mend)
        return None


def breaks(rule: str, message: str, mend: str) -> PydanticCustomError:
    """For a shape's own checks: a fault under a rule of its own, with its own mend."""
    return PydanticCustomError("rule", "{message}", {"rule": rule, "message": message, "mend": mend})


def in_words(problem: Any) -> tuple[str, str]:
    """A validation error as one sentence of what is wrong and one of what to do."""
    name, wanted = ".".join(str(part) for part in problem["loc"]) or "this", problem["msg"].lower()
    match problem["type"]:
        case "missing":
            return f"“{name}” is missing.", "Add it; question_banks/README.md shows where."
        case "extra_forbidden":
            return f"“{name}” is not a field that is known here.", "Check the spelling, or take it out."
        case "literal_error":
            return f"“{name}” has a value that is not known.", f"Use {problem['ctx']['expected']}."
        case "string_type":
            return f"“{name}” should be text.", "Put it in quotes, or fill it in."
        case "too_short":
            least, there = problem["ctx"]["min_length"], problem["ctx"]["actual_length"] or "none"
            return f"“{name}” has {there} that can be read, and needs at least {least}.", "Mend what is there, or add."
        case "too_long":
            return f"“{name}” has more than {problem['ctx']['max_length']}.", "Take some out."
        case "value_error":
            return f"“{name}”: {problem['ctx']['error']}", "Change the value."
        case "rule":
            return f"“{name}”: {problem['ctx']['message']}", problem["ctx"]["mend"]
        case "int_type" | "int_parsing" | "int_from_float":
            return f"“{name}” should be a whole number.", "Write it with digits only."
        case "float_type" | "float_parsing" | "finite_number":
            return f"“{name}” should be a number.", "Write it with digits and a point."
        case "greater_than_equal" | "less_than_equal" as bound:
            least = bound == "greater_than_equal"
            end = f"at least {problem['ctx']['ge']}" if least else f"at most {problem['ctx']['le']}"
            return f"“{name}” should be {end}.", "Change the number."
        case kind if kind.startswith("date_"):
            return f"“{name}” is not a day that can be read.", "Write it as YYYY-MM-DD."
        case _:
            return f"“{name}”: {wanted}.", "Change the value; question_banks/README.md shows an example."


def as_json(faults: Iterable[Fault]) -> list[dict]:
    return [vars(fault) for fault in sorted(faults)]
