from datetime import date, timedelta

from wtforms import IntegerField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from trainer import clock
from trainer.banks.forms import several_lines
from trainer.people.rules import tidy_name
from trainer.quizzes.deltas import rules
from trainer.quizzes.deltas.comparing import Comparison
from trainer.web.forms import DayField, Form

DAYS = 30  # from today, as the last day is first suggested
USUAL = 10  # items on a form, where there are so many
CUT = 80


class ReleaseForm(Form):
    title = StringField(
        "Title",
        [DataRequired("Enter a title"), Length(max=120, message="Use at most %(max)d characters")],
        [lambda text: tidy_name(text or "")],
    )
    words = TextAreaField(
        "What you say to the holders",
        [
            DataRequired("Say what has changed and why it matters"),
            Length(max=1000, message="Use at most %(max)d characters"),
        ],
        [several_lines],
        description="In the letter, and above the passages. They are read by people between two patients.",
    )
    size = IntegerField("Items on a form", [InputRequired("Enter a number")])
    cut_percent = IntegerField(
        "To pass, in percent of these",
        [InputRequired("Enter a number"), NumberRange(1, 100, "Enter a number from 1 to 100")],
    )
    until_on = DayField(
        "Last day, as you suggest it",
        [InputRequired("Enter a day to come")],
        description="Each clinic decides for its own people. That day is included.",
    )

    def __init__(self, comparison: Comparison):
        candidates = [one.candidate for one in comparison.asked]
        self.fewest, self.most = rules.smallest(candidates), rules.largest(candidates)
        title = f"What changed in {comparison.after.content.title}"
        super().__init__(
            title=title[:120],
            size=max(self.fewest, min(USUAL, self.most)),
            cut_percent=CUT,
            until_on=clock.today("UTC") + timedelta(days=DAYS),
        )

    def validate_size(self, field: IntegerField) -> None:
        if field.data is not None and not self.fewest <= field.data <= self.most:
            raise ValidationError(
                f"Enter a number from {self.fewest} (one for each passage) to {self.most} (of each item model one)"
            )

    def validate_until_on(self, field: DayField) -> None:
        require_to_come(field.data, clock.today("UTC"))


class OfferForm(Form):
    """Whom of those concerned to ask, and until when. Nobody is ticked before somebody ticks them."""

    people = SelectMultipleField("Whom", choices=[], coerce=int, validate_choice=False)
    until_on = DayField("Last day", [InputRequired("Enter a day to come")], description="That day is included.")

    def __init__(self, suggested: date, today: date):
        self.today = today
        super().__init__(until_on=max(suggested, today))

    def validate_people(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError("Tick whom to ask")

    def validate_until_on(self, field: DayField) -> None:
        require_to_come(field.data, self.today)


class WithdrawalForm(Form):
    reason = TextAreaField(
        "Why it is not asked any more",
        [DataRequired("Say why"), Length(max=500, message="Use at most %(max)d characters")],
        [several_lines],
    )


def require_to_come(day: date | None, today: date) -> None:
    if day is not None and day < today:
        raise ValidationError("That day has passed. Enter a day to come")
