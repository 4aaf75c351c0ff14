"""What a reminder says: a clinic's own words, with named fields in braces."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

FIELD = re.compile(r"\{(\w+)\}")
SHOWN = 200  # people named in one letter to a director; the rest is counted


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


@dataclass(frozen=True)
class Matter:
    """One thing to be told. `name` is the holder's, `until` the last day, `on` the day from which it counts."""

    kind: str
    name: str
    credential: str
    on: date
    until: date | None = None
    days: int = 0
    reason: str = ""


# What can be worded, and how it is called.
TITLES = {
    "letter": "The letter around it, to the holder",
    "before": "90, 60, 30 and 7 days before the last day",
    "window_opens": "The renewal window opens",
    "lapsed": "Lapsed",
    "suspended": "Suspended",
    "reinstated": "Reinstated",
    "revoked": "Revoked",
    "by_hand": "Sent by a director, by hand",
    "director": "The daily letter to directors",
    "line_before": "A directors’ line: 90, 60, 30 and 7 days before the last day",
    "line_window_opens": "A directors’ line: the renewal window opens",
    "line_lapsed": "A directors’ line: lapsed",
    "line_suspended": "A directors’ line: suspended",
    "line_reinstated": "A directors’ line: reinstated",
    "line_revoked": "A directors’ line: revoked",
}
OF_ONE = ("name", "clinic", "credential", "last_day", "days", "link")
OF_A_STOP = ("name", "clinic", "credential", "from_day", "reason", "link")
FIELDS = {
    "letter": ("name", "clinic", "matters", "link"),
    "before": OF_ONE,
    "window_opens": OF_ONE,
    "lapsed": OF_ONE,
    "suspended": OF_A_STOP,
    "reinstated": OF_A_STOP,
    "revoked": OF_A_STOP,
    "by_hand": ("name", "clinic", "credential", "reason", "link"),
    "director": ("name", "clinic", "matters", "link"),
    "line_before": OF_ONE,
    "line_window_opens": OF_ONE,
    "line_lapsed": OF_ONE,
    "line_suspended": OF_A_STOP,
    "line_reinstated": OF_A_STOP,
    "line_revoked": OF_A_STOP,
}
MUST = {"letter": "matters", "director": "matters"}
USUAL = {
    "letter": Text(
        "Your certificates at {clinic}",
        "Hello {name},\n\n{matters}\n\nYour certificates and what is next: {link}\n\n{clinic}",
    ),
    "before": Text(
        "{credential}: {days} left",
        "Your certificate “{credential}” is good until {last_day}, that day included: {days} left.",
    ),
    "window_opens": Text(
        "{credential}: you can renew now",
        "You can renew “{credential}” from now on. Its last day is {last_day}.",
    ),
    "lapsed": Text(
        "{credential} has lapsed",
        "Your certificate “{credential}” has lapsed; its last day was {last_day}. You are not cleared by it "
        "any more. Whether it can still be renewed, and until when, stands with your certificates.",
    ),
    "suspended": Text(
        "{credential} is suspended",
        "Your clearance by “{credential}” is suspended from {from_day} on. Reason given: {reason}",
    ),
    "reinstated": Text(
        "{credential} is reinstated",
        "The suspension of “{credential}” is over from {from_day} on. Reason given: {reason}",
    ),
    "revoked": Text(
        "{credential} is revoked",
        "Your certificate “{credential}” is revoked from {from_day} on. Reason given: {reason}",
    ),
    "by_hand": Text("{credential}: a reminder from {clinic}", "Please see to “{credential}”. {reason}"),
    "director": Text(
        "Certificates at {clinic}",
        "Hello {name},\n\nsince the last letter at {clinic}:\n\n{matters}\n\nAll reminders: {link}",
    ),
    "line_before": Text("", "{name}: {credential}, {days} left, last day {last_day}"),
    "line_window_opens": Text("", "{name}: {credential} can be renewed, last day {last_day}"),
    "line_lapsed": Text("", "{name}: {credential} lapsed, last day was {last_day}"),
    "line_suspended": Text("", "{name}: {credential} suspended from {from_day} on: {reason}"),
    "line_reinstated": Text("", "{name}: {credential} reinstated from {from_day} on: {reason}"),
    "line_revoked": Text("", "{name}: {credential} revoked from {from_day} on: {reason}"),
}


def words_for(kind: str) -> str:
    """The four steps share their words."""
    return "before" if kind.startswith("before_") else kind


def is_line(kind: str) -> bool:
    """Whether it is one line of a letter that is about many: it has no subject."""
    return kind.startswith("line_")


def problems(text: str, kind: str) -> Iterator[str]:
    """What is wrong with somebody's words, with the place."""
    rest = FIELD.sub(lambda found: " " * len(found[0]), text)
    for found in FIELD.finditer(text):
        if found[1] not in FIELDS[kind]:
            known = ", ".join(f"{{{one}}}" for one in FIELDS[kind])
            yield f"{place(text, found.start())}: there is no field {found[0]} here. Use {known}."
    for found in re.finditer(r"[{}]", rest):
        yield f"{place(text, found.start())}: a brace that belongs to no field. Write a field like {{name}}."


def place(text: str, at: int) -> str:
    before = text[:at]
    return f"Line {before.count(chr(10)) + 1}, character {at - before.rfind(chr(10))}"


def fill(text: str, values: Mapping[str, str]) -> str:
    """What stands in a value is never read as a field again."""
    return FIELD.sub(lambda found: values[found[1]], text)


def compose(words: Mapping[str, Text], matters: Sequence[Matter], frame: Mapping[str, str]) -> Text:
    """One letter to a holder, with all that is due; `frame` gives name, clinic and link.

    The subject is that of the only matter, or the letter's own where there are several.
    """
    parts = [(words[words_for(one.kind)], {**frame, **values_of(one)}) for one in matters]
    body = "\n\n".join(fill(text.body, values) for text, values in parts)
    first, values = parts[0]
    subject = (
        fill(first.subject, values) if len(parts) == 1 else fill(words["letter"].subject, {**frame, "matters": ""})
    )
    return Text(one_line(subject), fill(words["letter"].body, {**frame, "matters": body}) + "\n")


def compose_for_director(words: Mapping[str, Text], matters: Sequence[Matter], frame: Mapping[str, str]) -> Text:
    """One letter with everybody in it, however many they are."""
    lines = [f"- {line(words, one, frame)}" for one in matters[:SHOWN]]
    if len(matters) > SHOWN:
        lines.append(f"- and {len(matters) - SHOWN} more; the log of reminders lists all of them")
    values = {**frame, "matters": "\n".join(lines)}
    subject = fill(words["director"].subject, {**values, "matters": str(len(matters))})
    return Text(one_line(subject), fill(words["director"].body, values) + "\n")


def values_of(matter: Matter) -> dict[str, str]:
    return {
        "credential": matter.credential,
        "last_day": in_words(matter.until) if matter.until else "",
        "days": counted(matter.days),
        "from_day": in_words(matter.on),
        "reason": matter.reason,
    }


def line(words: Mapping[str, Text], matter: Matter, frame: Mapping[str, str]) -> str:
    """About one of many, for a director: here `name` is whom it is about."""
    values = {**frame, **values_of(matter), "name": matter.name}
    return one_line(fill(words[f"line_{words_for(matter.kind)}"].body, values))


def counted(days: int) -> str:
    return {0: "less than a day", 1: "1 day"}.get(days, f"{days} days")


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def one_line(text: str) -> str:
    return " ".join(text.split())
