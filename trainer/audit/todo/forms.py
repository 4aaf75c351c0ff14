"""What has to be said before something is done to several people at once."""

from collections.abc import Iterable
from datetime import date, timedelta

from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField, ValidationError

from trainer.audit.todo.rules import Action, Row
from trainer.credentials.actions.stops import LONGEST_TEMPORARY
from trainer.credentials.ledger.forms.fields import day_field, other_day_field, reason_field, text_field
from trainer.web.forms import Form

USUAL = {"assign": timedelta(days=14), "grant": timedelta(days=30)}
OWN = ""  # what each row is about


class ActionForm(Form):
    """One of four; `said` None: nothing was filled in yet. Not every one has a target or a day."""

    def __init__(self, said: MultiDict | None, today: date):
        super().__init__(said)
        self.today = today

    def offer(self, rows: Iterable[Row], choices: list[tuple[str, str]], own: Iterable[str]) -> None:
        """`choices` as "kind:subject" and title; what each row is about, only where all rows are about such things."""
        if "target" in self:
            all_own = all(row.kind in own for row in rows)
            self["target"].choices = [(OWN, "What each row is about")] * all_own + choices
            if self["target"].data is None and self["target"].choices:
                self["target"].data = self["target"].choices[0][0]

    @property
    def alike(self) -> tuple[str, str] | None:
        """Kind and subject, for everybody alike; None: what each row is about."""
        said = self["target"].data if "target" in self else OWN
        kind, _, subject = (said or OWN).partition(":")
        return (kind, subject) if subject else None

    def day(self, name: str) -> date | None:
        return self[name].data if name in self else None

    @property
    def why(self) -> str:
        return self["reason"].data or ""


class AssignForm(ActionForm):
    target = SelectField("What they are asked to complete")
    due_on = day_field("By which day, that day included")
    reason = text_field("Why, if you like to say. It is shown to them, and stays on the record", longest=500)

    def validate_due_on(self, field: Field) -> None:
        if field.data and field.data < self.today:
            raise ValidationError("That day has passed. Enter a day to come")


class RemindForm(ActionForm):
    reason = text_field("What the letter adds, if anything. It stays on the record", longest=500)


class GrantForm(ActionForm):
    target = SelectField("Cleared for a time by")
    until_on = day_field("Last day, at most 90 days from now")
    reason = reason_field()

    def validate_until_on(self, field: Field) -> None:
        if field.data and not self.today <= field.data <= self.today + LONGEST_TEMPORARY:
            raise ValidationError(f"Enter a day from today on, at most {LONGEST_TEMPORARY.days} days from now")


class RestrictForm(ActionForm):
    target = SelectField("Not cleared any more by")
    until_on = other_day_field("Last day, if it ends by itself")
    reason = reason_field()

    def validate_until_on(self, field: Field) -> None:
        if field.data and field.data < self.today:
            raise ValidationError("That day has passed. Enter a day to come")


FORMS: dict[Action, type[ActionForm]] = {
    "assign": AssignForm,
    "remind": RemindForm,
    "grant": GrantForm,
    "restrict": RestrictForm,
}


def form_for(action: Action, said: MultiDict | None, today: date) -> ActionForm:
    form = FORMS[action](said, today)
    for name in ("due_on", "until_on"):
        if said is None and name in form and action in USUAL:
            form[name].data = today + USUAL[action]
    return form
