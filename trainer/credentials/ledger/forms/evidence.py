"""Evidence that a director vouches for."""

from hashlib import sha256
from typing import Any

from flask_wtf.file import FileField
from wtforms import Field, RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from trainer.credentials.actions import License, Paper, Seen, Training
from trainer.credentials.content.requirements import PracticalObserved, without_passages
from trainer.credentials.ledger.forms.fields import (
    AboutSomebody,
    DurationField,
    PastOnly,
    day_field,
    line_field,
    other_day_field,
    require_order,
    text_field,
)
from trainer.people.models import Clinic, Person
from trainer.people.rules import slug_of

SOMETHING_ELSE = "something else"


class PracticalForm(PastOnly):
    """The verdict is said in words as well, so that a point forgotten is not taken for one not met."""

    on = day_field("Day on which you observed it")
    met = SelectMultipleField(
        "Points that were met",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Leave a point open if it was not met. One open point, and it is recorded as not passed.",
    )
    verdict = RadioField(
        "Verdict",
        choices=[("passed", "Passed: every point was met"), ("not passed", "Not passed: at least one point was not")],
        validators=[InputRequired("Choose a verdict")],
    )
    remarks = text_field("Remarks, if any")

    def __init__(self, person: Person, clinic: Clinic, practical: PracticalObserved, **defaults: Any) -> None:
        super().__init__(person, clinic, **defaults)
        self.practical = practical
        self.met.choices = [
            (str(place), without_passages(point)) for place, point in enumerate(practical.checklist, start=1)
        ]

    def validate_verdict(self, field: Field) -> None:
        left_open = len(self.practical.checklist) - len(set(self.met.data or []))
        if field.data == "passed" and left_open:
            points = "One point is" if left_open == 1 else f"{left_open} points are"
            raise ValidationError(
                f"{points} left open, so this is not passed. Check what was met, or change the verdict"
            )
        if field.data == "not passed" and not left_open:
            raise ValidationError("Every point is checked, so this is passed. Open what was not met, or change it")

    def seen(self) -> Seen:
        met = {int(place) for place in self.met.data or []}
        points = tuple(one for place, one in enumerate(self.practical.checklist, start=1) if place in met)
        return Seen(points, self.remarks.data or "")


class LicenseForm(PastOnly):
    state = line_field(
        "State",
        "Enter the state",
        40,
        description="As the requirement names it: two letters, like CO",
        render_kw={"autocomplete": "off"},
    )
    number = line_field("License number", "Enter the number", 60, render_kw={"autocomplete": "off"})
    source = line_field(
        "Where it was looked up",
        "Enter where it was looked up",
        description="The register of the board itself, with its address: not a copy, not what the holder says",
    )
    on = day_field("Day on which it was looked up")
    standing = RadioField(
        "What stands there",
        choices=[("good", "In good standing"), ("not good", "Not in good standing")],
        validators=[InputRequired("Choose one of the two")],
    )
    found = text_field("In the words of the register", "Write down what the register said, in its own words")
    expires_on = other_day_field("Last day of the license, if the register names one")

    def validate_expires_on(self, field: Field) -> None:
        if field.data and self.on.data and field.data < self.on.data:
            raise ValidationError(
                "The license had ended by then. Leave this empty, choose “Not in good standing”, and say so above"
            )

    def license(self) -> License:
        state = self.state.data or ""
        return License(
            state=state.upper() if len(state) == 2 else state,
            number=self.number.data or "",
            source=self.source.data or "",
            found=self.found.data or "",
            in_good_standing=self.standing.data == "good",
            expires_on=self.expires_on.data,
        )


class Named(AboutSomebody):
    """About one of the things that some credential asks for, by `kind`, or about something else."""

    kind: SelectField
    other = line_field("If it is something else: what", longest=60)

    def offer(self, asked_for: dict[str, str]) -> None:
        self.kind.choices = [*asked_for.items(), (SOMETHING_ELSE, "Something else")]
        if not self.kind.data:
            self.kind.data = next(iter(asked_for), SOMETHING_ELSE)

    def validate_other(self, field: Field) -> None:
        if self.kind.data == SOMETHING_ELSE and not slug_of(field.data or ""):
            raise ValidationError("Say what it is, with letters from A to Z")

    @property
    def subject(self) -> str:
        return slug_of(self.other.data or "")[:60] if self.kind.data == SOMETHING_ELSE else self.kind.data

    @property
    def title(self) -> str:
        return self.other.data or "" if self.kind.data == SOMETHING_ELSE else dict(self.kind.choices)[self.kind.data]


class TrainingForm(Named, PastOnly):
    kind = SelectField("Topic")
    other = line_field("If it is something else: what", longest=60)
    provider = line_field("Who gave it", "Enter who gave it")
    on = day_field("Last day of the training")
    minutes = DurationField(
        "Time in all", [InputRequired("Enter the time")], description="Hours and minutes, like 7:30 or 7.5"
    )
    in_person_minutes = DurationField("Of which in person", description="Leave it empty if none was")

    def validate_minutes(self, field: Field) -> None:
        if field.data == 0:
            raise ValidationError("Enter more than nothing")

    def validate_in_person_minutes(self, field: Field) -> None:
        if field.data and self.minutes.data and field.data > self.minutes.data:
            raise ValidationError("More time in person than in all cannot be right. Correct one of the two")

    def training(self) -> Training:
        return Training(
            self.subject, self.provider.data or "", self.minutes.data or 0, self.in_person_minutes.data or 0
        )


class DocumentForm(Named):
    kind = SelectField("Document")
    other = line_field("If it is something else: what", longest=60)
    issuer = line_field("Who issued it", "Enter who issued it")
    on = day_field("First day on which it holds")
    until_on = other_day_field("Its last day, if it has one")
    file = FileField(
        "The file, if you have one",
        description=(
            "It is not kept, but its SHA-256 is: whoever has the file can show that you saw it. At most 2 MB."
        ),
    )

    validate_until_on = staticmethod(require_order)

    def paper(self) -> Paper:
        content = self.file.data.read() if self.file.data else b""
        digest = sha256(content).hexdigest() if content else None
        return Paper(self.subject, self.title, self.issuer.data or "", self.until_on.data, digest)
