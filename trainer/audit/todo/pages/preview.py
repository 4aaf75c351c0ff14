"""What an action would do, person by person, or why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from trainer.audit.todo import rules
from trainer.audit.todo.forms import ActionForm
from trainer.audit.todo.pages.today import Day
from trainer.audit.todo.queries import facts
from trainer.credentials import queries as credentials
from trainer.credentials.actions.ledger import is_same
from trainer.credentials.assignments import queries as assignments
from trainer.credentials.ledger.queries import is_here
from trainer.credentials.reminders.by_hand import full_key_of
from trainer.credentials.reminders.queries import readers
from trainer.credentials.rules import History, Standing, standing
from trainer.credentials.rules.standing import away
from trainer.people.models import Clinic, Person
from trainer.web.pages import day

# What rows of a list may be about, for an action that takes them as they are.
OWN: dict[rules.Action, tuple[str, ...]] = {
    "assign": ("module", "credential"),
    "remind": ("module", "credential", "license"),
    "grant": ("credential",),
    "restrict": ("credential",),
}


@dataclass(frozen=True)
class Planned:
    """One person and one thing. `why_not` None: it will be done."""

    person: Person
    row: rules.Row
    title: str
    why_not: str | None


def planned(
    action: rules.Action, ground: Day, me: Person, rows: Iterable[rules.Row], modules: Mapping[str, str]
) -> list[Planned]:
    """By name. Each person and thing once, whatever was chosen twice."""
    units = list(dict.fromkeys(rows))
    people = facts.members(ground.clinic, {one.person_id for one in units})
    known = Known.of(ground, me, people, units)
    found = [
        Planned(people[one.person_id], one, title_of(one, ground, modules), rules.why_not(action, known.about(one)))
        for one in units
        if one.person_id in people
    ]
    return sorted(found, key=lambda one: (one.person.name.lower(), one.person.id, one.title))


def digest_of(plan: Iterable[Planned]) -> str:
    """Of whom it will be done to, and what about: a confirmation confirms just that."""
    return sha256("\n".join(sorted(one.row.key for one in plan if one.why_not is None)).encode()).hexdigest()


def title_of(row: rules.Row, ground: Day, modules: Mapping[str, str]) -> str:
    if row.kind == "person":
        return "Nothing in particular"
    if row.kind == "license":
        return f"License, {row.subject}" if row.subject else "License"
    return (modules if row.kind == "module" else ground.titles).get(row.subject, row.subject)


def units_of(rows: Iterable[rules.Row], target: tuple[str, str] | None) -> list[rules.Row]:
    return [rules.Row(one.person_id, *target) if target else one for one in rows]


@dataclass(frozen=True)
class Known:
    """Everything that the verdicts need, in few statements however many people there are."""

    ground: Day
    me: Person
    people: Mapping[int, Person]
    histories: Mapping[int, History]
    adopted: set[str]
    requested: set[tuple[int, str]]
    assigned: Mapping[tuple[int, str, str], date]
    unreached: set[str]
    written: set[str]

    @classmethod
    def of(cls, ground: Day, me: Person, people: Mapping[int, Person], units: Iterable[rules.Row]) -> "Known":
        clinic, ids = ground.clinic, list(people)
        keys = [key_of(people[one.person_id], clinic, one) for one in units if one.person_id in people]
        return cls(
            ground,
            me,
            people,
            credentials.histories(ids) if ids else {},
            facts.adopted_modules(clinic),
            facts.requested(clinic, ids, ground.today),
            {key: one.due_on for key, one in assignments.open_of(clinic.id, ids).items()},
            readers.unreachable(one.email for one in people.values()),
            readers.written(keys),
        )

    def about(self, row: rules.Row) -> rules.About:
        person, history = self.people[row.person_id], self.histories[row.person_id]
        found = self.standing_of(row, history)
        return rules.About(
            is_me=is_same(self.me, person),
            is_here=is_here(person, self.ground.clinic) and person.holds("practitioner", clinic=self.ground.clinic),
            has_address=person.erased_at is None and bool(person.email),
            is_reached=person.email not in self.unreached,
            is_suspended=bool(found and found.suspensions),
            is_on_leave=bool(away(history, self.ground.today)),
            is_asked_for=(person.id, row.subject) in self.requested,
            was_reminded=key_of(person, self.ground.clinic, row) in self.written,
            counts=self.counts(row),
            assigned_until=self.assigned.get((person.id, row.kind, row.subject)),
            cleared_until=found.until if found and found.cleared else None,
        )

    def counts(self, row: rules.Row) -> bool:
        if row.kind == "credential":
            return any(one.credential.slug == row.subject for one in self.ground.versions)
        return row.kind != "module" or row.subject in self.adopted

    def standing_of(self, row: rules.Row, history: History) -> Standing | None:
        roster = next((one for one in self.ground.rosters if one.asked.slug == row.subject), None)
        if row.kind != "credential" or roster is None:
            return None
        return standing(roster.asked.policy, history, self.ground.today, roster.asked.earned_under)


def key_of(person: Person, clinic: Clinic, row: rules.Row) -> str:
    return full_key_of(person, clinic, f"{row.kind} {row.subject}")


def choices_for(action: rules.Action, ground: Day, modules: Mapping[str, str]) -> list[tuple[str, str]]:
    """What an action may be about for everybody alike: credentials that the clinic follows, and modules to pass."""
    followed = [(f"credential:{one.credential.slug}", one.title) for one in ground.versions]
    if action != "assign":
        return followed
    return [(f"module:{slug}", title) for slug, title in modules.items()] + followed


def what_happens(action: rules.Action, one: Planned, form: ActionForm) -> str:
    """In one sentence, without its subject."""
    due, until = form.day("due_on"), form.day("until_on")
    match action:
        case "assign":
            return f"Is asked to complete {one.title}{f' by {day(due)}' if due else ''}"
        case "remind":
            return f"Gets a letter to {one.person.email} about {one.title}"
        case "grant":
            last = f" until {day(until)}" if until else ""
            return f"A clearance by {one.title}{last} is asked for; it waits for a second person"
        case "restrict":
            last = f", until {day(until)}" if until else ", until further notice"
            return f"Is not cleared by {one.title} from today on{last}"
