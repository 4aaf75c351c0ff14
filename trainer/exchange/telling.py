"""A line of the trail as other systems get it: read by them, or told to them."""

from trainer.audit.pages.person import sentence
from trainer.exchange import answers
from trainer.people.models import Person
from trainer.trail import Event


def event(line: Event) -> answers.Event:
    subject = line.about or line.by
    return answers.Event(
        id=line.id,
        name=line.name,
        sentence=sentence(line, subject.name if subject else "The system"),
        recorded_at=line.recorded_at,
        effective_at=line.effective_at,
        about=named(line.about),
        by=named(line.by),
        details=line.details,
    )


def named(person: Person | None) -> answers.PersonName | None:
    return answers.PersonName(id=person.id, name=person.name) if person else None
