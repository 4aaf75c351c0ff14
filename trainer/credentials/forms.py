from wtforms import StringField
from wtforms.validators import DataRequired

from trainer.credentials import rules
from trainer.web.forms import Form


class CodeForm(Form):
    """Asks a question and changes nothing, so it travels in the address and needs no token."""

    class Meta:
        csrf = False

    code = StringField(
        "Code",
        [DataRequired("Enter the code that stands on the certificate")],
        filters=[lambda typed: rules.tidy_code(typed or "")],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
