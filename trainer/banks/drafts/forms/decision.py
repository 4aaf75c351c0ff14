"""Accept, reject, take back: each names the decision that was seen, so that nobody decides over somebody unawares."""

from collections.abc import Sequence

from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from trainer.banks.content import LEVELS
from trainer.banks.drafts import rules
from trainer.banks.forms import one_line, several_lines
from trainer.banks.lint import Finding
from trainer.web.forms import Form

TOO_LONG = "Use at most %(max)d characters"
NO_REASON = "Choose a reason, or write one"
NO_WAIVER = "Say why it is right as it stands, or edit the draft"


class SeenForm(Form):
    """`number`: of the last decision on the draft when the page was opened."""

    number = IntegerField(widget=HiddenInput(), default=0)


class AcceptForm(SeenForm):
    """With a reason for every finding that is let stand; `waivers` has these fields by rule."""

    objective = SelectField("Objective")
    level = SelectField("Level", choices=[(level, level.capitalize()) for level in LEVELS])

    @classmethod
    def about(cls, document: dict, findings: Sequence[Finding], objectives: Sequence[tuple[str, str]], number: int):
        rules_broken = list(dict.fromkeys(finding.rule for finding in findings))
        fields = {name_of(rule): waiver_field(rule) for rule in rules_broken}
        form = type("AcceptForm", (cls,), fields)
        reasons = {name_of(waiver["rule"]): waiver["reason"] for waiver in document.get("waivers", ())}
        made = form(objective=document["objective"], level=document["level"], number=number, **reasons)
        made.objective.choices = list(objectives)
        made.rules = rules_broken
        return made

    @property
    def waivers(self) -> dict[str, StringField]:
        return {rule: self[name_of(rule)] for rule in self.rules}

    def validate(self, extra_validators=None) -> bool:
        is_sound = super().validate(extra_validators)
        for field in self.waivers.values():
            if not field.data:
                field.errors, is_sound = [*field.errors, NO_WAIVER], False
        return is_sound

    def applied(self, document: dict, by: str) -> dict:
        """The item as it is accepted: under this objective and level, with a waiver for every finding."""
        waivers = [{"rule": rule, "reason": field.data, "by": by} for rule, field in self.waivers.items()]
        changed = document | {"objective": self.objective.data, "level": self.level.data, "waivers": waivers}
        return rules.without_blanks(changed)


def name_of(rule: str) -> str:
    return f"waiver_{rule.replace('-', '_')}"


def waiver_field(rule: str) -> StringField:
    return StringField(f"Why {rule} is right as it stands", [Length(max=400, message=TOO_LONG)], [one_line])


class RejectForm(SeenForm):
    reason = RadioField(
        "Reason", choices=[(str(n), reason) for n, reason in enumerate(rules.REASONS)], validate_choice=False
    )
    words = TextAreaField("In your own words", [Length(max=1000, message=TOO_LONG)], [several_lines])

    @property
    def why(self) -> str:
        return rules.why_rejected(self.reason.data or "", self.words.data or "")

    def validate_words(self, field: TextAreaField) -> None:
        if not self.why:
            raise ValidationError(NO_REASON)
