"""Which reminders a certificate is due on a day. What was written already is not asked here."""

from dataclasses import dataclass
from datetime import date, timedelta

STEPS = (90, 60, 30, 7)  # days before the last day
NEWS_DAYS = 30  # after that, a lapse or a stop is no news any more: an old record that is imported sends no letters

# Every reminder that can exist, and what it is called in a list.
KINDS = {
    "before_90": "90 days before the last day",
    "before_60": "60 days before the last day",
    "before_30": "30 days before the last day",
    "before_7": "7 days before the last day",
    "window_opens": "Renewal window opens",
    "lapsed": "Lapsed",
    "suspended": "Suspended",
    "reinstated": "Reinstated",
    "revoked": "Revoked",
    "by_hand": "Sent by a director",
}
URGENT = frozenset({"lapsed", "suspended", "reinstated", "revoked"})  # cannot be turned off, and waits for no digest


@dataclass(frozen=True)
class Term:
    """A certificate's days. `opens_on`: first day of its renewal window (None: no window). `back_on`: the day on which
    the holder last came back from a leave (None: never)."""

    valid_from: date
    valid_until: date
    opens_on: date | None = None
    back_on: date | None = None


def due(term: Term, day: date) -> list[str]:
    """The kinds due on a day. Of the steps only the nearest that has come, so that days without a server are made up
    for by one letter, not by four. A step that would have come before the certificate began never comes."""
    if day > term.valid_until:
        since = max(term.valid_until + timedelta(days=1), term.back_on or date.min)
        return ["lapsed"] if is_news(since, day) else []
    come = [step for step in STEPS if term.valid_from <= term.valid_until - timedelta(days=step) <= day]
    found = [f"before_{min(come)}"] if come else []
    if term.opens_on and term.valid_from <= term.opens_on <= day:
        found.append("window_opens")
    return found


def is_news(since: date, day: date) -> bool:
    return since <= day < since + timedelta(days=NEWS_DAYS)


def is_early(kind: str) -> bool:
    """Whether it comes before anything is lost: such a reminder may be turned off."""
    return kind not in URGENT
