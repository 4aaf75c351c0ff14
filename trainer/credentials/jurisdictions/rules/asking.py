"""What a jurisdiction's pack asks of a profession on a day. Plain values in and out.

A pack's document is content.Pack as JSON: days are ISO text, a value is {"value", "source", "passage"} or None.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

Allowed = Literal["yes", "no", "silent", "by delegation", "unknown"]
Document = Mapping[str, Any]

LABELS = {
    "allowed": "Dry needling",
    "hours": "Hours of training",
    "in_person_hours": "Hours in person",
    "supervised_sessions": "Supervised sessions",
    "license_years": "Years licensed before",
    "registration": "To be filed or held",
    "delegation": "May be delegated",
    "consent": "Consent of the patient",
    "reporting_days": "Days to report an adverse event",
}
NOTE = "note"
ALLOWED = {
    "yes": "allowed",
    "no": "not allowed",
    "silent": "the law says nothing",
    "by delegation": "allowed by delegation",
    "unknown": "not known to this pack",
}


@dataclass(frozen=True)
class Stated:
    """One value of a rule, and who says so."""

    field: str
    value: str | int
    source: str  # its id in the pack
    citation: str
    url: str
    passage: str

    @property
    def label(self) -> str:
        return LABELS.get(self.field, "Note")

    @property
    def words(self) -> str:
        return ALLOWED[str(self.value)] if self.field == "allowed" else str(self.value)


@dataclass(frozen=True)
class Asked:
    """What holds for a profession on a day. What is None is not named by the pack: not asked for, or not found.

    `since` and `until` are the first and the last day of the rule (until None: no end known). `is_first_day_known` is
    False where a source only shows the rule in force on `since`. `must_verify`: the file was not compared at the board.
    """

    jurisdiction: str
    profession: str
    day: date
    allowed: Allowed
    since: date | None
    until: date | None
    is_first_day_known: bool
    must_verify: bool
    minutes: int | None = None
    in_person_minutes: int | None = None
    supervised_sessions: int | None = None
    license_years: int | None = None
    registration: str | None = None
    delegation: str | None = None
    consent: str | None = None
    reporting_days: int | None = None
    stated: tuple[Stated, ...] = ()
    notes: tuple[Stated, ...] = ()
    reasons: tuple[str, ...] = ()


def asked_of(document: Document, profession: str, day: date) -> Asked:
    """The dated rule of the profession on that day. Before the first rule, or without any, `allowed` is "unknown"."""
    dated = rules_of(document, profession)
    past = [(start, rule) for start, rule in dated if start <= day]
    future = [start for start, _ in dated if start > day]
    until = future[0] - timedelta(days=1) if future else None
    must_verify = document["verify"] != "verified at the board"
    if not past:
        return Asked(
            jurisdiction=document["name"],
            profession=profession,
            day=day,
            allowed="unknown",
            since=None,
            until=until,
            is_first_day_known=False,
            must_verify=must_verify,
            reasons=(f"The pack of {document['name']} has no rule for {plural(profession)} on {in_words(day)}.",),
        )
    since, rule = past[-1]
    stated = stated_in(rule, document)
    value = {one.field: one.value for one in stated}
    return Asked(
        jurisdiction=document["name"],
        profession=profession,
        day=day,
        since=since,
        until=until,
        is_first_day_known=rule["effective_on"] is not None,
        must_verify=must_verify,
        minutes=in_minutes(value.pop("hours", None)),
        in_person_minutes=in_minutes(value.pop("in_person_hours", None)),
        stated=stated,
        reasons=reasons_of(stated, document["name"], profession, must_verify),
        notes=tuple(cited(NOTE, note, document) for note in rule["notes"]),
        **value,  # type: ignore[arg-type]
    )


def rules_of(document: Document, profession: str) -> list[tuple[date, Document]]:
    """The rules of a profession with their first days, in time."""
    return sorted(
        ((starts_on(rule), rule) for rule in document["rules"] if rule["profession"] == profession),
        key=lambda one: one[0],
    )


def starts_on(rule: Document) -> date:
    return date.fromisoformat(rule["effective_on"] or rule["in_force_by"])


def stated_in(rule: Document, document: Document) -> tuple[Stated, ...]:
    return tuple(cited(field, rule[field], document) for field in LABELS if rule[field] is not None)


def cited(field: str, said: Mapping[str, Any], document: Document) -> Stated:
    source = next(one for one in document["sources"] if one["id"] == said["source"])
    return Stated(field, said["value"], source["id"], source["citation"], source["url"], said["passage"])


def in_minutes(hours: Any) -> int | None:
    return hours * 60 if hours is not None else None


def reasons_of(stated: tuple[Stated, ...], name: str, profession: str, must_verify: bool) -> tuple[str, ...]:
    """One sentence a value, each with the source that says so."""
    lines = []
    for one in stated:
        place = f"{one.citation}, {one.passage}" if one.passage else one.citation
        if one.field == "allowed":
            lines.append(f"{name}: dry needling by {plural(profession)}: {one.words} ({place}).")
        else:
            lines.append(f"{one.label}: {one.words.rstrip('.')} ({place}).")
    if must_verify:
        lines.append(f"Verify at the board: the pack of {name} was put together from public texts.")
    return tuple(lines)


def shortfalls(asked: Asked, *, minutes: int, in_person_minutes: int) -> tuple[str, ...]:
    """Why somebody with so much training may not needle there that day; empty where nothing that is counted stands
    in the way. Silence of the law and what a pack does not know are no permission."""
    if asked.allowed == "unknown":
        return asked.reasons
    if asked.allowed != "yes":
        return (f"{asked.jurisdiction}: dry needling by {plural(asked.profession)}: {ALLOWED[asked.allowed]}.",)
    found = []
    for label, have, need in (
        ("training", minutes, asked.minutes),
        ("training in person", in_person_minutes, asked.in_person_minutes),
    ):
        if need is not None and have < need:
            found.append(f"{asked.jurisdiction} asks for {hours(need)} of {label}; {hours(have)} are on file.")
    return tuple(found)


def to_verify(asked: Asked) -> tuple[str, ...]:
    """What the pack asks for and hours do not show: somebody has to look."""
    watched = ("supervised_sessions", "license_years", "registration")
    return tuple(f"{one.label}: {one.words.rstrip('.')}." for one in asked.stated if one.field in watched)


def plural(profession: str) -> str:
    return f"{profession}s"


def hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest} min" if rest else f"{whole} h"


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
