"""Approve, send back, remark, answer. A verdict names the one that was seen: nobody decides over somebody unawares."""

from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from trainer.banks.forms import several_lines
from trainer.web.forms import Form

TOO_LONG = "Use at most %(max)d characters"
LONGEST = 4000


class VerdictForm(Form):
    """`seen`: how many verdicts there were on this version when the page was opened."""

    seen = IntegerField(widget=HiddenInput(), default=0)


class ApprovalForm(VerdictForm):
    pass


class ReturnForm(VerdictForm):
    words = TextAreaField(
        "What has to change?",
        [DataRequired("Say what has to change: the author needs to know"), Length(max=LONGEST, message=TOO_LONG)],
        [several_lines],
    )


class RemarkForm(Form):
    about = SelectField("About")
    remark = TextAreaField(
        "Remark", [DataRequired("Write the remark"), Length(max=LONGEST, message=TOO_LONG)], [several_lines]
    )

    @classmethod
    def on(cls, fields: list[tuple[str, str]]) -> "RemarkForm":
        form = cls()
        form.about.choices = fields
        return form


class AnswerForm(Form):
    answer = TextAreaField(
        "Answer", [DataRequired("Write the answer"), Length(max=LONGEST, message=TOO_LONG)], [several_lines]
    )
