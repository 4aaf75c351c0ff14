"""YAML as an educator would write it: folded text, short lists on one line, an empty line between entries."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

import yaml

from trainer.banks.composing import quick
from trainer.banks.composing.quick import LONG, SHORT_LIST, WHOLE, WIDTH

MOST = 1_500_000  # bytes of a file: none that is larger than 2 MB is read
ESCAPED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")  # some end a line in YAML


class Writer(yaml.SafeDumper):
    """Lists stand two characters inside what they belong to."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


class ExactWriter(Writer):
    """Keeps 3.0 apart from 3."""


def text(writer: yaml.SafeDumper, value: str) -> yaml.Node:
    if ESCAPED.search(value):
        return writer.represent_scalar("tag:yaml.org,2002:str", value, style='"')
    folded = len(value) > LONG and " " in value and value == " ".join(value.split())
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=">" if folded else None)


def number(writer: yaml.SafeDumper, value: float) -> yaml.Node:
    """Without an exponent, which is not read as a number here."""
    if value.is_integer() and abs(value) < WHOLE:
        return writer.represent_int(int(value))
    digits = format(Decimal(repr(value)), "f")
    return writer.represent_scalar("tag:yaml.org,2002:float", digits if "." in digits else f"{digits}.0")


def exact_number(writer: yaml.SafeDumper, value: float) -> yaml.Node:
    """A cell of an item model is shown as it is spelled: 3.0 is not 3."""
    if value.is_integer():
        return writer.represent_scalar("tag:yaml.org,2002:float", f"{Decimal(value):f}.0")
    return number(writer, value)


def sequence(writer: yaml.SafeDumper, values: Iterable[Any]) -> yaml.Node:
    rows = list(values)
    is_short = all(isinstance(value, str | int | float) for value in rows) and len("".join(map(str, rows))) < SHORT_LIST
    return writer.represent_sequence("tag:yaml.org,2002:seq", rows, flow_style=is_short)


def fields(writer: yaml.SafeDumper, values: dict) -> yaml.Node:
    numbers = bool(values) and all(isinstance(value, int) for value in values.values())
    return writer.represent_mapping("tag:yaml.org,2002:map", values.items(), flow_style=numbers or not values)


Writer.add_representer(str, text)
Writer.add_representer(float, number)
Writer.add_representer(list, sequence)
Writer.add_representer(tuple, sequence)
Writer.add_representer(dict, fields)
ExactWriter.add_representer(float, exact_number)


def written(value: Any, is_exact: bool = False) -> str:
    writer = ExactWriter if is_exact else Writer
    return yaml.dump(value, Dumper=writer, sort_keys=False, allow_unicode=True, width=WIDTH)


def entries(rows: Iterable[Mapping[str, Any]], is_exact: bool = False) -> str:
    """A list, its entries apart."""
    return "\n".join(entry(row, is_exact) for row in rows)


def entry(row: Mapping[str, Any], is_exact: bool = False) -> str:
    """One of them."""
    if not is_exact:
        with suppress(quick.Unsure):
            return quick.entry(row)
    return written([dict(row)], is_exact)


def in_files(name: str, head: str, pieces: Sequence[str], between: str = "\n") -> dict[str, str]:
    """The pieces of a list in a file, or in several that are read one after the other: none gets too large.

    "items.yaml", "items_02.yaml", "items_03.yaml".
    """
    files, sizes = [[head]], [len(head.encode())]
    for piece in pieces:
        if sizes[-1] + len(piece.encode()) > MOST and len(files[-1]) > 1:
            files.append([head])
            sizes.append(len(head.encode()))
        files[-1].append(piece)
        sizes[-1] += len((between + piece).encode())
    names = [name, *(name.replace(".yaml", f"_{number:02}.yaml") for number in range(2, len(files) + 1))]
    return {name: said[0] + between.join(said[1:]) for name, said in zip(names, files, strict=True)}
