"""What stands on the picture of a badge, broken into lines that fit."""

import textwrap
from dataclasses import dataclass

from trainer.credentials.models import Certificate

# Letters of a line, most lines, size of the letters: the largest in which the whole title fits is taken.
SIZES = ((15, 2, 50), (19, 3, 40), (24, 4, 32), (30, 5, 25))


@dataclass(frozen=True)
class Line:
    """Where it stands in a picture 600 high."""

    text: str
    bottom: int


@dataclass(frozen=True)
class Drawing:
    title: tuple[Line, ...]
    size: int
    holder: str
    until: str

    @classmethod
    def of(cls, certificate: Certificate) -> "Drawing":
        lines, size = fitted(certificate.credential_version.title)
        step = size + 6
        top = 306 - len(lines) * step // 2
        return cls(
            title=tuple(Line(text, top + number * step) for number, text in enumerate(lines, start=1)),
            size=size,
            holder=textwrap.shorten(certificate.holder_name, 34, placeholder="…"),
            until=f"{certificate.valid_until:%d %B %Y}".lstrip("0"),
        )


def fitted(title: str) -> tuple[list[str], int]:
    for letters, most, size in SIZES:
        lines = textwrap.wrap(title, letters)
        if len(lines) <= most:
            return lines, size
    return textwrap.wrap(title, letters, max_lines=most, placeholder="…"), size
