"""What happens to a certificate after it was issued, and absences."""

from collections.abc import Iterable
from datetime import date, timedelta

from wtforms import Field, SelectField, ValidationError

from trainer.credentials.ledger.forms.fields import (
    AboutSomebody,
    PastOnly,
    day_field,
    other_day_field,
    reason_field,
    require_order,
    text_field,
)
from trainer.credentials.models import CredentialVersion
from trainer.web.forms import Form

LONGEST_TEMPORARY = timedelta(days=90)


class OfCredential(AboutSomebody):
    credential: SelectField

    def offer(self, versions: Iterable[CredentialVersion]) -> None:
        self.versions = {one.credential.slug: one for one in versions}
        self.credential.choices = [(slug, one.title) for slug, one in self.versions.items()]

    @property
    def version(self) -> CredentialVersion:
        return self.versions[self.credential.data]


class SuspensionForm(OfCredential):
    credential = SelectField("Credential")
    on = day_field("From which day on")
    until_on = other_day_field("Last day, if it ends by itself")
    reason = reason_field()

    validate_until_on = staticmethod(require_order)


class TemporaryForm(OfCredential):
    credential = SelectField("Credential")
    on = day_field("First day")
    until_on = day_field("Last day, at most 90 days after the first")
    reason = reason_field()

    def validate_until_on(self, field: Field) -> None:
        require_order(self, field)
        if field.data and self.on.data and field.data > self.on.data + LONGEST_TEMPORARY:
            raise ValidationError(f"At most {LONGEST_TEMPORARY.days} days after the first day")


class SinceForm(AboutSomebody):
    """From a day on, for a reason."""

    on = day_field("From which day on")
    reason = reason_field()


class LeaveForm(AboutSomebody):
    on = day_field("First day of the leave")
    until_on = other_day_field("Last day, if it is known")
    reason = text_field("Remark, if any. It stays on the record")

    validate_until_on = staticmethod(require_order)


class ReturnForm(PastOnly):
    on = day_field("First day back")
    reason = text_field("Remark, if any. It stays on the record")


class CorrectionForm(Form):
    """Why something on the record is voided, and the days it should have had, where it is entered again."""

    first = other_day_field("First day, if it is to be entered again")
    last = other_day_field("Last day")
    reason = reason_field()

    def validate_last(self, field: Field) -> None:
        if field.data and not self.first.data:
            raise ValidationError("Enter the first day as well")
        if field.data and field.data < self.first.data:
            raise ValidationError("The last day comes before the first. Correct one of them")

    @property
    def days(self) -> tuple[date, date | None] | None:
        return (self.first.data, self.last.data) if self.first.data else None


class CertificateCorrectionForm(CorrectionForm):
    @property
    def both_days(self) -> tuple[date, date] | None:
        return (self.first.data, self.last.data) if self.first.data and self.last.data else None

    def validate_first(self, field: Field) -> None:
        if field.data and not self.last.data:
            raise ValidationError("Enter the last day as well")
