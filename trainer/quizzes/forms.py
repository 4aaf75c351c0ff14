from collections.abc import Mapping

from flask import request
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import Optional

from trainer.banks.kinds import Sent
from trainer.banks.published import PublishedItem
from trainer.errors import Unreadable
from trainer.quizzes.rules import SURENESS
from trainer.web.forms import Form


class StartForm(Form):
    """The button is the answer; the clinic rides along when there are several."""

    clinic = HiddenField(validators=[Optional()])


def answer_fields(fields: Mapping) -> Sent:
    """What was sent as the answer: "" is the field `answer`, "2" is `answer-2`."""
    names = [name for name in fields if name == "answer" or name.startswith("answer-")]
    return {name.removeprefix("answer").removeprefix("-"): fields.getlist(name) for name in names}  # type: ignore[attr-defined]


class AnswerForm(Form):
    """What the question page sends: an answer or none, and where to go next.

    `was` is the answer the page showed. Sent back unchanged it is not saved again, so a page left open in another tab
    never overwrites a newer answer with an older one. `whole` says that the answer's fields were on the page: empty
    ones then take an answer back. Without it, as when only a flag is set, nothing is said about the answer.
    `sure` says how sure one is of the answer, if one likes; `was_sure` what the page showed of that.
    """

    answer = StringField()
    was = HiddenField()
    whole = HiddenField()
    sure = StringField()
    was_sure = HiddenField()
    go = StringField()
    flag = StringField()

    def __init__(self, item: PublishedItem, **kwargs):
        super().__init__(**kwargs)
        self.item = item
        self.given: str | None = None

    def validate_answer(self, field):
        try:
            self.given = self.item.kind.read(self.item.item, answer_fields(request.form))
        except Unreadable as problem:
            raise ValidationError(str(problem)) from None

    @property
    def is_new(self) -> bool:
        return self.given is not None and (self.given != self.was.data or self.is_surer)

    @property
    def is_surer(self) -> bool:
        """Whether something else is said than the page showed; what is not said takes nothing back."""
        return self.sureness is not None and self.sureness != self.was_sure.data

    @property
    def sureness(self) -> str | None:
        return self.sure.data if self.sure.data in SURENESS else None

    @property
    def takes_back(self) -> bool:
        return self.given is None and bool(self.whole.data) and bool(self.was.data)
