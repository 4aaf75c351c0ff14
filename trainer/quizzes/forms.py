from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import Optional

from trainer.banks.published import PublishedItem
from trainer.errors import Unreadable
from trainer.web.forms import Form


class StartForm(Form):
    """The button is the answer; the clinic rides along when there are several."""

    clinic = HiddenField(validators=[Optional()])


class AnswerForm(Form):
    """What the question page sends: an answer or none, and where to go next.

    `was` is the answer the page showed. Sent back unchanged it is not saved again, so a page left open in another tab
    never overwrites a newer answer with an older one.
    """

    answer = StringField(validators=[Optional()])
    was = HiddenField()
    go = StringField()
    flag = StringField()

    def __init__(self, item: PublishedItem, **kwargs):
        super().__init__(**kwargs)
        self.item = item
        self.given: str | None = None

    def validate_answer(self, field):
        try:
            self.given = self.item.kind.read(self.item.item, field.data.strip())
        except Unreadable as problem:
            raise ValidationError(str(problem)) from None

    @property
    def is_new(self) -> bool:
        return self.given is not None and self.given != self.was.data
