"""What the rooms above do when two accounts are merged or one is erased: in the same transaction, and as they say it.

They stand above this room, so it cannot name them: each says in its `init_app` what it wants to do.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app


def follow(app: Flask, happening: str, then: Callable[..., str | None]) -> None:
    """`happening` "merged": then(gone, kept, by). "erased": then(person, by); before that "unreachable": then(address,
    person), the address being what was theirs."""
    app.extensions.setdefault("following", {}).setdefault(happening, []).append(then)


def happened(happening: str, *what: Any) -> list[str]:
    """The sentences that the rooms above have to say about it."""
    said = [then(*what) for then in current_app.extensions.get("following", {}).get(happening, [])]
    return [one for one in said if one]
