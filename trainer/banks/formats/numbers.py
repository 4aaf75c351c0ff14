"""Numbers as files write them."""

import re
from decimal import Decimal

THOUSANDS = re.compile(r"[-−+]?[1-9]\d{0,2}(?:,\d{3})+")  # 1,000 is a thousand to some and one to others


def plain_number(value: float) -> str:
    """Without an exponent and without zeros at the end."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(fraction: float) -> str:
    """%50%, and nothing for the whole mark."""
    return "" if fraction == 1 else f"%{plain_number(round(fraction * 100, 7))}%"


def number_of(text: str) -> float | None:
    """A number as a file or a spreadsheet writes it; 0,5 is a half. None where it is none, or can be two."""
    if THOUSANDS.fullmatch(text.strip()):
        return None
    try:
        value = float(Decimal(text.strip().replace("−", "-").replace(",", ".")))
    except (ArithmeticError, ValueError):
        return None
    return value if abs(value) < 1e300 else None
