from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from trainer.insight.corrections.keys import fields_for, rekeyed
from trainer.insight.corrections.rules import REMEDIES, RETEST_DAYS, touches_marking
from trainer.insight.corrections.scopes import Scope
from trainer.web.forms import DayField, Form

LONGEST = 2_000


class ContestForm(Form):
    words = TextAreaField(
        "What is wrong with it",
        description="Say what you think is right and where you know it from. Educators read it with your answer.",
        validators=[DataRequired("Say what is wrong with the question"), Length(max=LONGEST)],
    )


class AnswerForm(Form):
    upheld = RadioField(
        "Is it right that the question is wrong?",
        choices=[("yes", "Upheld: the question is wrong"), ("no", "Not upheld: the question stands")],
        validators=[DataRequired("Choose one")],
    )
    words = TextAreaField(
        "Your answer",
        description="Whoever contested it reads this on their result page.",
        validators=[DataRequired("Give your reason"), Length(max=LONGEST)],
    )


class WithdrawalForm(Form):
    reason = TextAreaField(
        "Why it is withdrawn",
        validators=[DataRequired("Say why. The reason stays on the record."), Length(max=LONGEST)],
    )


class DecisionForm(Form):
    words = TextAreaField(
        "Your reason",
        description="It stays on the record with your name. Needed to decline.",
        validators=[Length(max=LONGEST)],
    )
    digest = HiddenField()
    decision = HiddenField()

    def validate_words(self, field):
        if self.decision.data == "decline" and not (field.data or "").strip():
            raise ValidationError("Say why it is declined")


class ProposalBase(Form):
    """What is asked of every item; `proposal_form` adds the fields of its key."""

    remedy = RadioField("What becomes of it", choices=list(REMEDIES.items()), validators=[DataRequired("Choose one")])
    scope = RadioField("What it is about", validators=[DataRequired("Choose one")])
    reason = TextAreaField(
        "Reason",
        description="Directors decide by it, and everybody whose result changes reads it.",
        validators=[DataRequired("Say what is wrong with the item"), Length(max=LONGEST)],
    )
    retest_until = DayField(
        "Last day to begin a retest that is offered",
        description=f"Usually {RETEST_DAYS} days from now.",
        validators=[DataRequired("Enter a day")],
    )
    digest = HiddenField()
    known = IntegerField(widget=HiddenInput(), default=0)  # the newest correction about it that the page named

    document: Mapping[str, Any]
    scopes: Sequence[Scope]
    today: date
    given_key: Mapping[str, Any] | None = None  # from a manuscript, in the place of the fields
    key: Mapping[str, Any]

    def validate_retest_until(self, field):
        if field.data and not self.today <= field.data <= self.today + timedelta(days=730):
            raise ValidationError("Choose a day from today on, within two years")

    def validate_remedy(self, field):
        if field.data != "key":
            return
        self.key, problem = (self.given_key, "") if self.given_key else rekeyed(self.document, self.key_data)
        if not problem and not touches_marking(self.document, self.key):
            problem = "This is the key that it has. Choose another one."
        if not problem and not self.scoped.takes_key:
            problem = "Variants have options of their own, so one key does not fit them: drop them or credit everybody."
        if problem:
            raise ValidationError(problem)

    @property
    def key_data(self) -> dict[str, Any]:
        return {name.removeprefix("k_"): value for name, value in self.data.items() if name.startswith("k_")}

    @property
    def key_fields(self) -> list:
        return [field for name, field in self._fields.items() if name.startswith("k_")]

    @property
    def scoped(self) -> Scope:
        return next((one for one in self.scopes if one.value == self.scope.data), self.scopes[0])

    @property
    def documents(self) -> dict[int, dict | None]:
        return self.scoped.documents(self.key if self.remedy.data == "key" else None)


def proposal_form(
    document: Mapping[str, Any], scopes: Sequence[Scope], today: date, given_key: Mapping[str, Any] | None = None
) -> ProposalBase:
    fields = {} if given_key else {f"k_{name}": field for name, field in fields_for(document).items()}
    made = type("ProposalForm", (ProposalBase,), fields)
    usual = {"scope": scopes[0].value, "retest_until": today + timedelta(days=RETEST_DAYS)}
    form = made(data=usual | ({"remedy": "key"} if given_key else {}))
    form.document, form.scopes, form.today, form.given_key = document, scopes, today, given_key
    form.scope.choices = [(one.value, one.words) for one in scopes]
    return form
