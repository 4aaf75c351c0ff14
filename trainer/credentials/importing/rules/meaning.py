"""A row of a file, read: what it says about a person and a certificate, or every reason why it cannot be read."""

import hashlib
import json
import re
from collections.abc import Callable
from collections.abc import Mapping as Dictionary
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property

from trainer.credentials.importing.rules.mapping import FIELDS, OF_A_CERTIFICATE, Mapping
from trainer.people.rules import PROFESSIONS, tidy_name

LONGEST_NAME = 100
LONGEST = 200
EARLIEST = date(1980, 1, 1)
FURTHEST_YEARS = 30
SPELLED = {
    "pt": "physical therapist",
    "dpt": "physical therapist",
    "physio": "physical therapist",
    "physiotherapist": "physical therapist",
    "dc": "chiropractor",
    "at": "athletic trainer",
    "atc": "athletic trainer",
    "lat": "athletic trainer",
}
Cell = str | date


@dataclass(frozen=True)
class Row:
    """`line` is that of the file, or the number of the row in a workbook; both count from 1."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Fault:
    """Why a row is left out: where, what is wrong, what to do."""

    line: int
    column: str
    reason: str
    mend: str


@dataclass(frozen=True)
class Earlier:
    """A certificate from elsewhere; both days count. `credential` is the slug of one of ours."""

    credential: str
    valid_from: date
    valid_until: date
    issuer: str
    number: str


@dataclass(frozen=True)
class Meant:
    line: int
    email: str
    name: str
    profession: str | None
    state: str
    number: str
    earlier: Earlier | None

    @cached_property
    def digest(self) -> str:
        """The same for every row that means the same, wherever it stands."""
        said = asdict(self) | {"line": 0}
        return hashlib.sha256(json.dumps(said, default=str, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Lexicon:
    """What words in a file can mean here. `email_of` gives the one spelling of an address, or None where it is none."""

    credentials: Dictionary[str, str]  # slug, title or short title in small letters: slug
    email_of: Callable[[str], str | None]
    on: date  # the day of the import, where the clinic is


class Reading:
    """One row under one mapping; collects every fault on the way."""

    def __init__(self, row: Row, head: tuple[str, ...], mapping: Mapping):
        self.row, self.head, self.mapping = row, head, mapping
        self.faults: list[Fault] = []

    def cell(self, name: str) -> Cell:
        place = self.mapping.columns.get(name)
        if place is None or place >= len(self.row.cells):
            return ""
        value = self.row.cells[place]
        return value.strip() if isinstance(value, str) else value

    def text(self, name: str, longest: int = LONGEST) -> str:
        value = self.cell(name)
        said = tidy_name(value if isinstance(value, str) else value.isoformat())
        if len(said) > longest:
            self.fault(name, f"This has {len(said)} characters.", f"Use at most {longest}.")
        if any(ord(letter) < 32 or 0xD800 <= ord(letter) <= 0xDFFF for letter in said):
            self.fault(name, "There is a character that cannot be read.", "Type the cell again.")
            return ""
        return said

    def fault(self, name: str, reason: str, mend: str) -> None:
        place = self.mapping.columns.get(name)
        column = self.head[place] if place is not None and place < len(self.head) else FIELDS.get(name, name)
        self.faults.append(Fault(self.row.line, column, reason, mend))


def meaning(row: Row, head: tuple[str, ...], mapping: Mapping, lexicon: Lexicon) -> Meant | list[Fault]:
    reading = Reading(row, head, mapping)
    if any(cell != "" for cell in row.cells[len(head) :]):
        reading.fault(
            "The whole row",
            f"The row has {len(row.cells)} cells, the head of the file has {len(head)}.",
            "Put text that has the separator in it in quotes.",
        )
    state, number = license_of(reading)
    meant = Meant(
        line=row.line,
        email=email(reading, lexicon, has_license=bool(number)),
        name=name(reading),
        profession=profession(reading),
        state=state,
        number=number,
        earlier=earlier(reading, lexicon),
    )
    return reading.faults or meant


def email(reading: Reading, lexicon: Lexicon, *, has_license: bool) -> str:
    typed = reading.text("email")
    if not typed:
        if not has_license:
            reading.fault("email", "There is no email address.", "Add it: it is how a person is told from others.")
        return ""
    found = lexicon.email_of(typed)
    if found is None:
        reading.fault("email", f"“{typed}” is not an email address.", "Write one address, like ada@example.com.")
    return found or ""


def name(reading: Reading) -> str:
    """May be empty: of somebody who is known it need not be said."""
    if said := reading.text("name", LONGEST_NAME):
        return said
    said = tidy_name(" ".join([reading.text("given_name"), reading.text("family_name")]))
    if len(said) > LONGEST_NAME:
        reading.fault("family_name", f"The name has {len(said)} characters.", f"Use at most {LONGEST_NAME}.")
    return said


def profession(reading: Reading) -> str | None:
    said = reading.text("profession").casefold()
    plain = said.replace(".", "").replace("sports medicine: ", "")
    known = {one.casefold(): one for one in PROFESSIONS}
    known |= {title.casefold().removeprefix("sports medicine: "): one for one, title in PROFESSIONS.items()}
    if not plain:
        return None
    if plain in known or plain in SPELLED:
        return known.get(plain) or SPELLED[plain]
    reading.fault(
        "profession", f"“{said}” is not a profession that is known here.", f"Use one of: {', '.join(PROFESSIONS)}."
    )
    return None


def license_of(reading: Reading) -> tuple[str, str]:
    """As text: a number's leading zeros belong to it."""
    number = reading.text("license_number", 40)
    state = (reading.text("license_state", 40) or reading.mapping.state).upper()
    if not number:
        return "", ""
    if not re.fullmatch(r"[A-Z]{2}", state):
        reading.fault(
            "license_state",
            f"“{state}” is not a state in two letters." if state else "There is a license number and no state.",
            "Write it like CO, or leave the column of license numbers out.",
        )
    return state, number


def earlier(reading: Reading, lexicon: Lexicon) -> Earlier | None:
    """None where the row says nothing about a certificate, or the whole file is only about people."""
    if not reading.mapping.asks_for_certificates() or not any(reading.cell(one) for one in OF_A_CERTIFICATE):
        return None
    slug, said = reading.mapping.credential, reading.text("credential")
    if "credential" in reading.mapping.columns and (said or not slug):
        slug = lexicon.credentials.get(said.casefold(), "")
        if not slug:
            reading.fault(
                "credential",
                f"“{said}” is not a credential that this clinic follows." if said else "It says no credential.",
                f"Use one of: {'; '.join(sorted(set(lexicon.credentials.values())))}.",
            )
    first, last = day(reading, "valid_from"), day(reading, "valid_until")
    if first and first > lexicon.on:
        reading.fault("valid_from", f"{first} has not come yet.", "Import it once it holds.")
    for one, which in ((first, "valid_from"), (last, "valid_until")):
        if one and not (one >= EARLIEST and one.year <= lexicon.on.year + FURTHEST_YEARS):
            reading.fault(which, f"{one} is too far away to be right.", "Check the year.")
    if first and last and last < first:
        reading.fault("valid_until", f"{last} comes before the first day, {first}.", "Correct one of the two.")
    issuer, number = reading.text("issuer"), reading.text("number")
    return Earlier(slug, first, last, issuer, number) if first and last else None


def day(reading: Reading, name: str) -> date | None:
    value = reading.cell(name)
    if isinstance(value, date):
        return value
    if not value:
        reading.fault(name, f"{FIELDS[name]}: it is not there.", "Add the date, or empty the row’s certificate cells.")
        return None
    found = parsed(value, reading.mapping.dates)
    if isinstance(found, str):
        reading.fault(name, f"“{value[:40]}” is not read as a date. {found}", "Write it like 2027-03-14.")
        return None
    return found


def parsed(text: str, order: str) -> date | str:
    """A date, or why it is none. 2027-03-14 always is one; 03/14/2027 only where the order was stated."""
    text = re.sub(r"[ T]00:00(:00(\.0+)?)?$", "", text)
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return existing(int(iso[1]), int(iso[2]), int(iso[3]))
    parts = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", text)
    if not parts:
        return "Two digits of a year are not enough." if re.fullmatch(r"\d+[/.-]\d+[/.-]\d\d", text) else ""
    if order == "iso":
        return "Say in the mapping whether the day or the month comes first."
    if order == "mdy" and parts[2] == ".":
        return "With points the day comes first, and the mapping says that the month does."
    first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
    return existing(year, second, first) if order == "dmy" else existing(year, first, second)


def existing(year: int, month: int, day_: int) -> date | str:
    try:
        return date(year, month, day_)
    except ValueError:
        return "There is no such day, if the order is as the mapping says."
