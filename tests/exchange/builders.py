from datetime import date

from trainer.db import db
from trainer.exchange import actions
from trainer.exchange.models import Webhook
from trainer.people.models import Clinic, Person

TODAY = date(2026, 6, 1)


def make_token(clinic: Clinic, by: Person, *scopes: str, name: str = "Payroll", until_on: date | None = None) -> str:
    text = actions.make_token(clinic, actions.Wish(name, scopes, until_on), by=by)
    db.session.commit()
    return text


def make_webhook(clinic: Clinic, by: Person, url: str, *subjects: str) -> Webhook:
    webhook, _ = actions.add_webhook(clinic, url, list(subjects or ("certificate",)), by=by)
    db.session.commit()
    return webhook
