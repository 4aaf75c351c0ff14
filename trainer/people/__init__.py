from flask import Flask
from flask_security import Security

from trainer import clock, trail
from trainer.people.accounts import FORMS, Passkeys, People, RecoveryCodes, TimedCodes
from trainer.people.cli import people as commands
from trainer.people.messages import MESSAGES
from trainer.people.models import PersonProfession
from trainer.people.views import account, admin, clinics, invitations, people, setup, sign_in
from trainer.web.security import limit_sign_in

VIEWS = (account, admin, clinics, invitations, setup)  # each adds its pages to the blueprint


def init_app(app: Flask) -> None:
    app.url_map.converters["clinic"] = clinics.ClinicConverter
    app.config["SECURITY_DATETIME_FACTORY"] = clock.now
    app.config.update({f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()})
    security = Security(
        app,
        People(),
        mail_util_cls=sign_in.Outbox,
        totp_cls=TimedCodes,
        webauthn_util_cls=Passkeys,
        mf_recovery_codes_util_cls=RecoveryCodes,
        **FORMS,
    )
    sign_in.init_app(app, security)
    limit_sign_in(app)
    app.register_blueprint(people)
    trail.seals(app, PersonProfession, recorded="recorded_at")
    app.cli.add_command(commands)
