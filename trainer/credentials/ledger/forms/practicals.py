"""What an observer signs, and what is asked of one."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import SelectField, ValidationError

from trainer.credentials.content.requirements import PracticalObserved
from trainer.credentials.ledger.forms.evidence import PracticalForm
from trainer.credentials.ledger.forms.fields import PastOnly, day_field, reason_field, text_field
from trainer.people.forms import as_signed
from trainer.people.models import Clinic, Person
from trainer.web.forms import Form

CHOOSE = ("", "Choose")


class OneOf(SelectField):
    """One of some people; `person` is who was chosen."""

    def offer(self, people: Iterable[Person]) -> None:
        self.people = {str(one.id): one for one in people}
        self.choices = [CHOOSE, *((number, as_signed(one)) for number, one in self.people.items())]

    @property
    def person(self) -> Person:
        return self.people[self.data]

    def pre_validate(self, form: Form) -> None:
        if self.data not in self.people:
            raise ValidationError("Choose somebody")


class ObservationForm(PracticalForm):
    """A practical that somebody starts and signs themselves; whom they observed is one of `people`."""

    colleague = OneOf("Whom you observed", validate_choice=False)

    def __init__(
        self, me: Person, clinic: Clinic, practical: PracticalObserved, people: Sequence[Person], **defaults: Any
    ) -> None:
        super().__init__(me, clinic, practical, **defaults)
        self.colleague.offer(people)

    def occasion(self, by: Person):
        self.person = self.colleague.person
        return super().occasion(by)


class RequestForm(PastOnly):
    """Who is asked to sign, and for which day. The points are the observer's to say."""

    observer = OneOf("Who observed it", validate_choice=False)
    on = day_field("Day on which it was observed")
    reason = text_field("Note to the observer, if any. It stays on the record")


class RefusalForm(Form):
    reason = reason_field()
