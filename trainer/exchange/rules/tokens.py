"""Tokens: what they may open, and when they no longer do."""

from datetime import date, datetime

SCOPES = {
    "people": "People: names, addresses, professions and roles",
    "status": "Status: who is cleared for what, as of a day",
    "certificates": "Certificates: holders, days and codes",
    "events": "Events: the clinic's trail, results of attempts included",
}
PREFIX = "trainer_"  # so that scanners and people recognize one that has leaked


def state(until_on: date | None, revoked_at: datetime | None, today: date) -> str:
    """One of "works", "expired", "revoked". The last day still works."""
    if revoked_at:
        return "revoked"
    return "expired" if until_on and today > until_on else "works"


def sent_in(header: str) -> str:
    """The token in an Authorization header; empty where there is none."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
