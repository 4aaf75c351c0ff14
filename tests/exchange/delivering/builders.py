"""What was made to be delivered, and what has arrived."""

from sqlalchemy import select

from trainer.db import db
from trainer.exchange.models import Delivery


def all_deliveries() -> list[Delivery]:
    db.session.expire_all()
    return list(db.session.scalars(select(Delivery).order_by(Delivery.id)))


def keys(receiver) -> list[str]:
    return [headers["Trainer-Delivery"] for headers, _ in receiver.arrived]
