"""The seal: how a row becomes bytes, and how the hashes rest on each other. Whoever has these can check it anywhere."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

FIRST = "0" * 64  # stands in the place of the hash before the first


def canonical(row: Mapping[str, Any]) -> bytes:
    """The one spelling of a row: JSON, keys sorted, ASCII, no spaces; moments in UTC to the microsecond.

    A column that is empty is left out, so that one which is added later changes no older seal.
    """
    known = {name: value for name, value in row.items() if value is not None}
    return ENCODER.encode(known).encode()


def spelled(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    raise TypeError(f"A seal cannot hold {value!r}")


ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=spelled)


def digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of the row, in hexadecimal like all hashes here."""
    return sha256(canonical(row)).hexdigest()


def link(previous: str, table: str, row_id: str, digest: str) -> str:
    """The chain at one line: it rests on the line before, which may be the last one of the batch before."""
    return sha256(f"{previous}|{table}|{row_id}|{digest}".encode()).hexdigest()


def seal(number: int, previous_hash: str, sealed_at: datetime, lines: int, is_last: bool, chain: str) -> str:
    """The hash of a batch; `chain` is the one at its last line."""
    said = f"{number}|{previous_hash}|{spelled(sealed_at)}|{lines}|{'last' if is_last else 'more'}|{chain}"
    return sha256(said.encode()).hexdigest()
