"""Somebody's deadlines as a calendar that a phone can subscribe to (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from trainer.credentials.documents.facts import NOTE, Deadline
from trainer.web.addresses import absolute
from trainer.web.pages import day

MORNING = timedelta(hours=9)  # a day begins at midnight; nobody wants to be told then


def calendar(deadlines: Iterable[Deadline]) -> bytes:
    """The same deadlines give the same bytes, so that whoever asks often is told that nothing changed."""
    made = Calendar()
    made.add("prodid", "-//Trainer//Certificates//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Certificates")
    made.add("name", "Certificates")
    made.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT12H")
    for deadline in deadlines:
        for event in events(deadline):
            made.add_component(event)
    return made.to_ical()


def events(deadline: Deadline) -> Iterator[Event]:
    title, until = deadline.title, day(deadline.last_day)
    yield all_day(
        deadline,
        "due",
        deadline.due_from,
        f"{'Renewal opens' if deadline.opens else 'Due for renewal'}: {title}",
        f"From today on it {'can be renewed' if deadline.opens else 'is due for renewal'}. Its last day is {until}.",
        alarms=[MORNING],
    )
    if step := deadline.step:
        yield all_day(
            deadline,
            f"step {step.title} {step.until}",
            step.until,
            f"{'Pass again' if step.is_quiz else 'Renew'} by today: {step.title}",
            f"It comes next for {title}.",
            alarms=[MORNING - timedelta(days=14)],
        )
    yield all_day(
        deadline,
        "last day",
        deadline.last_day,
        f"Last day: {title}",
        "The certificate still counts today, and no longer tomorrow.",
        alarms=[MORNING - timedelta(days=30), MORNING - timedelta(days=7)],
    )


def all_day(
    deadline: Deadline, what: str, on: date, summary: str, description: str, alarms: Iterable[timedelta]
) -> Event:
    """An event that keeps its UID for good; its SEQUENCE grows when a new policy moves its day."""
    page = absolute("credentials.certificate", certificate_id=deadline.certificate_id)
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"trainer:certificate:{deadline.code}:{what}")))
    event.add("dtstamp", deadline.changed_at)
    event.add("last-modified", deadline.changed_at)
    event.add("sequence", deadline.revision)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", f"{description} {NOTE}")
    event.add("url", page)
    event.add("transp", "TRANSPARENT")
    for before in alarms:
        event.add_component(alarm(summary, before))
    return event


def alarm(summary: str, before: timedelta) -> Alarm:
    found = Alarm()
    found.add("action", "DISPLAY")
    found.add("description", summary)
    found.add("trigger", before)
    return found
