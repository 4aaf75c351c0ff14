from trainer.people.forms.accounts import (
    AccountForm,
    AnyInvitationForm,
    ClinicForm,
    InvitationForm,
    JoinForm,
    OtherAccountForm,
    ProfessionForm,
    SetupForm,
    TwoFactorForm,
    WhyForm,
)
from trainer.people.forms.signed import (
    SignedEnding,
    SignedForm,
    SignedSincePublished,
    as_signed,
    signature_field,
    statement_field,
)

__all__ = [
    "AccountForm",
    "AnyInvitationForm",
    "ClinicForm",
    "InvitationForm",
    "JoinForm",
    "OtherAccountForm",
    "ProfessionForm",
    "SetupForm",
    "SignedEnding",
    "SignedForm",
    "SignedSincePublished",
    "TwoFactorForm",
    "WhyForm",
    "as_signed",
    "signature_field",
    "statement_field",
]
