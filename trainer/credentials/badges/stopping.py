"""Which certificates were stopped: the room's own rule knows, and is handed in when the app is made."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from flask import current_app


@dataclass(frozen=True)
class Stopped:
    """The ids of certificates that do not hold although their days say so."""

    revoked: Collection[int] = ()
    suspended: Collection[int] = ()


StoppedOn = Callable[[date], Stopped]


def nobody(_day: date) -> Stopped:
    return Stopped()


def stopped_certificates(day: date) -> Stopped:
    return current_app.extensions["stopped_certificates"](day)
