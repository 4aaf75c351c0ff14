from hashlib import sha256

from flask_wtf.file import FileField
from wtforms import RadioField, ValidationError
from wtforms.validators import InputRequired

from trainer.credentials.ledger.forms.fields import PastOnly, day_field, line_field, text_field
from trainer.credentials.provenance.actions import Looked


class VerificationForm(PastOnly):
    source = line_field(
        "What was looked at",
        "Enter what was looked at",
        description="The issuer’s own register or its answer, with its address or the name of who answered; no copy",
    )
    on = day_field("Day on which it was looked at")
    outcome = RadioField(
        "What the issuer says",
        choices=[
            ("confirmed", "It issued this certificate to this person, with these days"),
            ("not confirmed", "It did not, or the days or the name differ"),
        ],
        validators=[InputRequired("Choose one of the two")],
    )
    scope = RadioField(
        "What that certificate is about",
        choices=[
            ("same", "The same as this credential: it asks for the same and covers the same regions"),
            ("other", "Something else, less, or I am not sure"),
        ],
        default="other",
        description="A badge is given only where it is the same. Whether somebody is cleared does not depend on this.",
    )
    found = text_field("In the issuer’s own words", "Write down what the issuer said, in its own words")
    file = FileField(
        "A document, if you were given one",
        description="It is not kept, but its SHA-256 is: whoever has the file can show that you saw it. At most 2 MB.",
    )

    def validate_scope(self, field: RadioField) -> None:
        if field.data == "same" and self.outcome.data == "not confirmed":
            raise ValidationError("What was not confirmed cannot be about the same. Choose the other one")

    def looked(self) -> Looked:
        content = self.file.data.read() if self.file.data else b""
        return Looked(
            source=self.source.data or "",
            found=self.found.data or "",
            confirmed=self.outcome.data == "confirmed",
            same_scope=self.scope.data == "same",
            digest=sha256(content).hexdigest() if content else None,
        )
