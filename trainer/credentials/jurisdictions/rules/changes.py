"""What a newer version of a pack says otherwise than an older one. Plain values in, an answer out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trainer.credentials.jurisdictions.rules.asking import ALLOWED, LABELS, Document, in_words, starts_on


@dataclass(frozen=True)
class Change:
    """One line that reads otherwise; empty where it was not, or is no more."""

    label: str
    before: str
    after: str


def changes(old: Document, new: Document) -> list[Change]:
    """Line by line, in the order of the newer version; what is gone comes last."""
    before, after = dict(lines(old)), dict(lines(new))
    return [
        Change(label, before.get(label, ""), after.get(label, ""))
        for label in {**after, **before}
        if before.get(label, "") != after.get(label, "")
    ]


def lines(document: Document) -> Iterator[tuple[str, str]]:
    yield "Name", document["name"]
    yield "Verified", " ".join([document["verify"], document["verified_by"]]).strip()
    yield "Looked up on", day(document["checked_on"])
    for profession, board in sorted(document["boards"].items()):
        yield f"Board, {profession}", f"{board['name']}, {board['address']}"
        yield f"License check, {profession}", board["license_check"] or ""
    for rule in sorted(document["rules"], key=lambda one: (one["profession"], starts_on(one))):
        yield from lines_of(rule, f"{rule['profession'].capitalize()}, from {in_words(starts_on(rule))}")
    for source in document["sources"]:
        yield f"Source {source['id']}", f"{source['citation']}, {source['url']}, read {day(source['checked_on'])}"


def lines_of(rule: Document, name: str) -> Iterator[tuple[str, str]]:
    first = "known" if rule["effective_on"] else "not known, only shown in force"
    yield f"{name}: first day", f"{first} ({rule['dated_by']})"
    for field, label in LABELS.items():
        yield f"{name}: {label.lower()}", said(rule[field], field)
    for number, note in enumerate(rule["notes"], 1):
        yield f"{name}: note {number}", said(note, "note")


def said(value: Mapping[str, Any] | None, field: str) -> str:
    if value is None:
        return ""
    words = ALLOWED[value["value"]] if field == "allowed" else str(value["value"])
    place = f"{value['source']}, {value['passage']}" if value["passage"] else value["source"]
    return f"{words} ({place})"


def day(text: str) -> str:
    return in_words(date.fromisoformat(text))
