"""A drawing in other units: everything multiplied, so that lines and words of our sizes suit it."""

import re
from math import isfinite

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*(?:[eE][-+]?\d[^A-Za-z]*)*)")
FUNCTION = re.compile(r"(\w+)\s*\(([^)]*)\)")
LENGTHS = {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "dx", "dy"}
ARC = 7  # numbers, of which the third to fifth are no lengths
ARC_PART = re.compile(r"\s*,?\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
FLAG = re.compile(r"\s*,?\s*([01])")


def scaled(name: str, value: str, by: float) -> str:
    """The attribute's value. Numbers get two decimals, which is finer than anybody can see."""
    if name in LENGTHS or name in {"points", "viewBox"}:
        return each(value, by) if "%" not in value else value
    if name == "d":
        return "".join(match[1] + numbers(match[1], match[2], by) for match in COMMAND.finditer(value))
    if name == "transform":
        return " ".join(f"{match[1]}({moved(match[1], match[2], by)})" for match in FUNCTION.finditer(value))
    return value


def each(text: str, by: float) -> str:
    return " ".join(short(float(one) * by) for one in NUMBER.findall(text))


def numbers(command: str, text: str, by: float) -> str:
    if command not in "Aa":
        return each(text, by)
    found: list[str] = []
    at = 0
    while match := (FLAG if len(found) % ARC in (3, 4) else ARC_PART).match(text, at):
        place = len(found) % ARC
        found.append(short(float(match[1]) * (1 if place in (2, 3, 4) else by)))
        at = match.end()
    return " ".join(found)


def moved(function: str, text: str, by: float) -> str:
    """Only what moves is a length; turning, scaling and skewing stay."""
    found = [float(one) for one in NUMBER.findall(text)]
    is_length = {
        "translate": lambda _: True,
        "matrix": lambda place: place > 3,
        "rotate": lambda place: place > 0,
    }.get(function, lambda _: False)
    digits = [f"{one * by:.2f}" if is_length(n) else f"{one:.5f}" for n, one in enumerate(found)]
    return " ".join(one.rstrip("0").rstrip(".") for one in digits)


def short(value: float) -> str:
    if not isfinite(value):
        return "0"
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
