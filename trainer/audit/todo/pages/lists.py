"""The rows of each list in words: who, what, since when or by when, why, and what to do next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import Row as Found

from trainer import clock
from trainer.audit.rules import lapse_window
from trainer.audit.todo import rules
from trainer.people.models import Clinic, Person
from trainer.web.pages import count, day


@dataclass(frozen=True)
class Line:
    """`row` is what can be chosen; `when` is a day in words, with what it means before it."""

    row: rules.Row
    name: str
    what: str
    when: str
    why: str
    step: str
    url: str | None
    reasons: str = ""  # where what it is about is explained

    @property
    def person_id(self) -> int:
        return self.row.person_id


@dataclass(frozen=True)
class Telling:
    """How rows are put in words, for whoever reads them."""

    clinic: Clinic
    today: date
    reader: Person
    modules: Mapping[str, str]
    credentials: Mapping[str, str]

    def lines(self, list_name: str, found: list[Found]) -> list[Line]:
        tell: dict[str, Callable[[Any], Line]] = {
            "lapses": self.lapses,
            "licenses": self.licenses,
            "failed": self.failed,
            "confident": self.confident,
            "clearances": self.clearances,
            "assigned": self.assigned,
            "changes": self.changes,
        }
        return [tell[list_name](one) for one in found]

    def lapses(self, one: Any) -> Line:
        row, title = rules.Row(one.id, "credential", one.subject), self.credentials.get(one.subject, one.subject)
        until: date | None = one.valid_until
        if one.state == "lapsed" and until and until < self.today:
            when, why = f"Since {day(until + timedelta(days=1))}", f"Its last day was {day(until)}"
        elif one.state == "lapsed":
            when, why = "Now", "The certificate still runs, but something it asks for every day has run out"
        elif until and until <= lapse_window(self.today, rules.WIDEST)[1]:
            days = (until - self.today).days
            left = "it is the last day" if days == 0 else f"{count(days, 'day')} left after today"
            when, why = f"After {day(until)}", f"Its last day is {day(until)}: {left}"
        else:
            when, why = "Soon", "Something that it asks for every day is about to run out"
        reasons = url_for("audit.standing", clinic=self.clinic, person_id=one.id, credential=one.subject)
        return Line(row, one.name, title, when, why, *self.ask("assign", row), reasons=reasons)

    def licenses(self, one: Any) -> Line:
        row = rules.Row(one.id, "license", one.state)
        check = rules.Check(one.good_on, one.bad_on, one.expires_on)
        until = rules.counts_until(check, one.days or None)
        what = f"License, {one.state}" if one.state else "License"
        when = {
            "bad": f"Since {day(one.bad_on)}",
            "never": "Never",
            "expired": f"Since {day(one.expires_on + timedelta(days=1))}" if one.expires_on else "",
            "overdue": f"Since {day(until + timedelta(days=1))}" if until else "",
            "due": f"After {day(until)}",
        }[one.finding]
        why = rules.FINDINGS[one.finding]
        if one.good_on and one.finding in ("overdue", "due"):
            why += f": last looked up on {day(one.good_on)}" + (f", asked every {one.days} days" if one.days else "")
        step = "Enter a check" if one.id != self.reader.id else "Somebody else checks it"
        where = url_for("ledger.license_check", clinic=self.clinic, person_id=one.id, state=one.state or None)
        return Line(row, one.name, what, when, why, step, where if one.id != self.reader.id else None)

    def failed(self, one: Any) -> Line:
        row, title = rules.Row(one.id, "module", one.subject), self.modules.get(one.subject, one.subject)
        why = f"Not passed {one.times} times in a row"
        return Line(row, one.name, title, f"Since {self.on(one.last)}", why, *self.ask("assign", row))

    def confident(self, one: Any) -> Line:
        row, title = rules.Row(one.id, "module", one.subject), self.modules.get(one.subject, one.subject)
        items = count(one.times, "safety-critical item")
        why = f"{items} answered wrongly and called sure, in attempt {one.attempt}"
        where = url_for("audit.person", clinic=self.clinic, person_id=one.id) + f"#attempt-{one.attempt}"
        return Line(row, one.name, title, f"Since {self.on(one.last)}", why, "Open the file, and talk", where)

    def clearances(self, one: Any) -> Line:
        row = rules.Row(one.id, "credential", one.subject)
        title = self.credentials.get(one.subject, one.subject)
        if one.state == "ending":
            when, why = f"After {day(one.until_on)}", "The temporary clearance ends then, and no certificate goes on"
            return Line(row, one.name, title, when, why, *self.ask("assign", row))
        when, why = f"Since {self.on(one.recorded_at)}", f"Waits for a second person, until {day(one.until_on)}"
        if self.reader.id in (one.by_id, one.id):
            return Line(row, one.name, title, when, why, "Somebody else has to approve", None)
        where = url_for("ledger.approval", clinic=self.clinic, person_id=one.id, entry_id=one.entry_id)
        return Line(row, one.name, title, when, why, "Look at it, and approve", where)

    def assigned(self, one: Any) -> Line:
        row = rules.Row(one.id, one.kind, one.subject)
        titles = self.modules if one.kind == "module" else self.credentials
        is_late = one.due_on < self.today
        when = f"Since {day(one.due_on + timedelta(days=1))}" if is_late else f"By {day(one.due_on)}"
        why = f"{'Overdue' if is_late else 'Open'}; asked {self.on(one.asked_at)}"
        why += f": {one.reason}" if one.reason else ""
        return Line(row, one.name, titles.get(one.subject, one.subject), when, why, *self.ask("remind", row))

    def changes(self, one: Any) -> Line:
        row = rules.Row(one.id, "module", one.subject)
        is_late = one.until_on < self.today
        when = f"Since {day(one.until_on + timedelta(days=1))}" if is_late else f"By {day(one.until_on)}"
        why = f"Not passed {count(one.failed, 'time')}" if one.failed else "Not taken by the last day"
        where = url_for("deltas.offers", clinic=self.clinic, delta_id=one.delta_id, show="offered")
        return Line(row, one.name, one.title, when, why, "See who took note", where)

    def ask(self, action: rules.Action, row: rules.Row) -> tuple[str, str]:
        """The next step, and where its preview is."""
        where = url_for("todo.action", clinic=self.clinic, do=action, row=row.key)
        return rules.ACTIONS[action], where

    def on(self, moment: datetime) -> str:
        return day(clock.on_day(moment, self.clinic.time_zone))
