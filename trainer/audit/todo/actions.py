"""Doing one thing to several people, each with a line of their own on the trail."""

from collections.abc import Iterable

from trainer.audit.todo.forms import ActionForm
from trainer.audit.todo.pages.preview import Planned
from trainer.audit.todo.pages.today import Day
from trainer.audit.todo.rules import Action
from trainer.credentials import actions
from trainer.credentials.actions import Occasion
from trainer.credentials.assignments.actions import Task, assign
from trainer.credentials.models import CredentialVersion
from trainer.credentials.reminders.by_hand import remind
from trainer.credentials.reminders.queries import readers
from trainer.errors import Refused
from trainer.people.models import Person


def carry_out(action: Action, ground: Day, me: Person, plan: Iterable[Planned], form: ActionForm) -> int:
    """Do what nothing stands against, in the caller's one transaction; how often it was done."""
    doable = sorted((one for one in plan if one.why_not is None), key=lambda one: one.person.id)
    if not doable:
        raise Refused("Nobody is left to do this to. Below stands why.")
    words = readers.words_of(ground.clinic) if action == "remind" else {}
    for one in doable:
        occasion = Occasion(one.person, ground.clinic, me, ground.today, form.why)
        match action:
            case "assign":
                assign(occasion, Task(one.row.kind, one.row.subject, one.title), form.day("due_on") or ground.today)
            case "remind":
                remind(occasion, f"{one.row.kind} {one.row.subject}", one.title, words)
            case "grant":
                last = form.day("until_on") or ground.today
                actions.ask_for_temporary(occasion, version_of(ground, one), last)
            case "restrict":
                actions.suspend(occasion, version_of(ground, one), form.day("until_on"))
    return len(doable)


def version_of(ground: Day, one: Planned) -> CredentialVersion:
    for version in ground.versions:
        if version.credential.slug == one.row.subject:
            return version
    raise Refused(f"{ground.clinic.name} does not follow {one.title} any more.")
