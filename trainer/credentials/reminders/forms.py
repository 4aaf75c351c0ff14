from wtforms import BooleanField, SelectField, StringField, TextAreaField, TimeField, ValidationError
from wtforms.validators import DataRequired, Length

from trainer.credentials.reminders import rules
from trainer.credentials.reminders.models import ReminderSettings
from trainer.web.forms import Form

DIGESTS = [
    ("at once", "As soon as something is due"),
    ("daily", "Once a day, at 8 in the morning"),
    ("weekly", "Once a week, on Monday at 8 in the morning"),
]


class HourField(TimeField):
    def process_formdata(self, valuelist: list[str]) -> None:
        if not any(valuelist):
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a time, like 20:00") from None


class SettingsForm(Form):
    digest = SelectField("How often", choices=DIGESTS)
    quiet_from = HourField("Quiet from")
    quiet_until = HourField("Quiet until")
    early = BooleanField("Remind me before a certificate ends, and when it can be renewed")

    def __init__(self, settings: ReminderSettings | None):
        usual = {"digest": "at once", "early": True}
        super().__init__(obj=settings, **({} if settings else usual))

    @property
    def quiet(self):
        return (self.quiet_from.data, self.quiet_until.data) if self.quiet_from.data else None

    def validate_quiet_until(self, field: TimeField) -> None:
        if (field.data is None) != (self.quiet_from.data is None):
            raise ValidationError("Enter both times, or neither")
        if field.data is not None and field.data == self.quiet_from.data:
            raise ValidationError("Enter a time that differs from the first")


class WordsForm(Form):
    subject = StringField(
        "Subject", [DataRequired("Enter a subject"), Length(max=150, message="Use at most %(max)d characters")]
    )
    body = TextAreaField(
        "Text", [DataRequired("Enter a text"), Length(max=4000, message="Use at most %(max)d characters")]
    )

    def __init__(self, kind: str, text: rules.Text):
        self.kind = kind
        super().__init__(subject=text.subject, body=text.body)
        if rules.is_line(kind):
            del self.subject
            self.body.label.text = "Line"
        if kind == "letter":
            self.subject.label.text = "Subject, where one letter says several things"

    @property
    def text(self) -> rules.Text:
        subject = "" if rules.is_line(self.kind) else (self.subject.data or "").strip()
        return rules.Text(subject, (self.body.data or "").replace("\r\n", "\n").strip())

    def validate_subject(self, field: StringField) -> None:
        require_sound(self.text.subject, self.kind)

    def validate_body(self, field: TextAreaField) -> None:
        require_sound(self.text.body, self.kind)
        needed = rules.MUST.get(self.kind)
        if needed and f"{{{needed}}}" not in self.text.body:
            raise ValidationError(f"Put {{{needed}}} where the reminders themselves should stand")


def require_sound(text: str, kind: str) -> None:
    found = list(rules.problems(text, kind))
    if found:
        raise ValidationError(" ".join(found))


class ReturnForm(Form):
    reason = StringField(
        "What the mail that came back said",
        [DataRequired("Say what came back"), Length(max=300, message="Use at most %(max)d characters")],
    )
