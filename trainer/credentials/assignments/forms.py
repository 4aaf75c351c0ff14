from trainer.credentials.ledger.forms.fields import reason_field
from trainer.web.forms import Form


class WithdrawalForm(Form):
    reason = reason_field()
