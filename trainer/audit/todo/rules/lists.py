"""The lists there are, the bands of the first, and how a row is named in a form."""

from collections.abc import Iterable
from dataclasses import dataclass

# What stands in an address, and how it is called on the page.
LISTS = {
    "lapses": "Lapses",
    "licenses": "License checks",
    "failed": "Not passed twice",
    "confident": "Sure and wrong",
    "clearances": "Temporary clearances",
    "assigned": "Assignments",
    "changes": "Changes not noted",
    "content": "Unreviewed content",
}
BANDS = {
    "lapsed": "Lapsed already",
    "7": "Within 7 days",
    "30": "Within 30 days",
    "60": "Within 60 days",
    "90": "Within 90 days",
}
WIDEST = max(int(band) for band in BANDS if band.isdigit())  # days
TWICE = 2  # failed attempts, since the last pass
LICENSE_DAYS = 30  # a check that ends to count so soon is listed before it does
CLEARANCE_DAYS = 14  # a temporary clearance that ends so soon
CONFIDENT_DAYS = 90  # after that nobody's error is news


def band_of(asked: str | None) -> str:
    """A band that there is; of anything else the widest, in which all others are."""
    return asked if asked in BANDS else ""


KINDS = ("module", "credential", "license", "person")  # what a row can be about; a person: nothing in particular


@dataclass(frozen=True, order=True)
class Row:
    """What one can choose on a list: somebody, and what it is about. `kind` is one of KINDS."""

    person_id: int
    kind: str
    subject: str

    @property
    def key(self) -> str:
        return f"{self.person_id}:{self.kind}:{self.subject}"


def rows_in(keys: Iterable[str]) -> list[Row]:
    """Each once, in the order given; what is no key is left out."""
    found: dict[Row, None] = {}
    for key in keys:
        number, _, rest = key.partition(":")
        kind, _, subject = rest.partition(":")
        if number.isascii() and number.isdigit() and len(number) < 10 and kind in KINDS:
            found[Row(int(number), kind, subject)] = None
    return list(found)


@dataclass(frozen=True)
class Selection:
    """What somebody chose on a list, and how many more there were than can be done at once."""

    rows: tuple[Row, ...]
    left_over: int = 0
