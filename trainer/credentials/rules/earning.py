"""When a credential is earned or renewed, and until when what is issued lasts."""

from dataclasses import dataclass
from datetime import date, timedelta

from trainer.credentials.rules.days import fixed_day, last_day, next_fixed_day
from trainer.credentials.rules.evidence import FOREVER, Asked, Finding, examine
from trainer.credentials.rules.history import Entry, Held, History
from trainer.credentials.rules.policies import Policy, Renewal
from trainer.credentials.rules.requirements import Requirement
from trainer.credentials.rules.standing import what_stands


@dataclass(frozen=True)
class Earned:
    """A certificate to be issued: its days, the entries it rests on, and what it renews."""

    valid_from: date
    valid_until: date
    rests_on: tuple[Entry, ...]
    renews: Held | None = None


@dataclass(frozen=True)
class Missing:
    """What stands in the way, requirement by requirement."""

    finding: Finding


@dataclass(frozen=True)
class NotYet:
    """Nothing to do: what is held can be renewed from this day on."""

    opens_on: date


@dataclass(frozen=True)
class NoLonger:
    """All is there, and it would not last longer than what is held, or would be over already."""


Decision = Earned | Missing | NotYet | NoLonger


@dataclass(frozen=True)
class Window:
    """The days on which the refresher is enough. Before it nothing renews; after it the full path is asked for."""

    opens_on: date
    closes_on: date


def window(held: Held, renewal: Renewal, history: History) -> Window:
    """Grace counts from the last day, or from the end of a leave of absence during which the last day fell."""
    grace_from = held.valid_until
    returns = {one.refers_to: one.from_on for one in history.of("return", None, FOREVER)}
    for leave in history.of("leave", None, held.valid_until):
        back_on = min(returns.get(leave.id, FOREVER), (leave.until_on or FOREVER))
        if leave.from_on <= held.valid_until <= back_on:
            grace_from = max(grace_from, back_on)
    days = timedelta(days=renewal.grace_days)
    closes_on = FOREVER if grace_from > FOREVER - days else grace_from + days
    return Window(held.valid_until - timedelta(days=renewal.opens_days_before), closes_on)


def decide(policy: Policy, history: History, day: date) -> Decision:
    """What is earned on a day by what is known. Without a certificate, and after a lapse, the full path; in time the
    refresher.

    Passing one module again stretches nothing: before the window it counts for no renewal, and in the window the
    refresher as a whole is asked for. After a lapse only what dates from since the window opened counts.
    """
    _, held, _ = what_stands(policy.credential, history, FOREVER)
    if held is None or policy.renewal is None:
        return full_path(policy, history, day, held, since=after_revocation(policy, history))
    open_days = window(held, policy.renewal, history)
    if day < open_days.opens_on:
        return NotYet(open_days.opens_on)
    if day > open_days.closes_on:
        return full_path(policy, history, day, held, since=open_days.opens_on)
    return refresher(policy, policy.renewal, history, day, held, open_days)


def after_revocation(policy: Policy, history: History) -> date | None:
    """What was revoked is not earned again by the evidence that it rested on."""
    revocation, _, _ = what_stands(policy.credential, history, FOREVER)
    return revocation.from_on + timedelta(days=1) if revocation else None


def full_path(policy: Policy, history: History, day: date, held: Held | None, since: date | None) -> Decision:
    found = examine(policy.requires, history, Asked(day, since=since))
    if not found.holds:
        return Missing(found)
    completed_on = completion(found, day)
    limit = earning_until(policy.requires, found)
    return issue(policy, found, completed_on, min(limit, first_end(policy, completed_on)), held, day)


def refresher(policy: Policy, renewal: Renewal, history: History, day: date, held: Held, open_days: Window) -> Decision:
    found = examine(renewal.requires, history, Asked(day, since=open_days.opens_on))
    if not found.holds:
        return Missing(found)
    completed_on = completion(found, day)
    validity = policy.validity
    if validity.anchor == "last day" and validity.months is not None:
        end = last_day(held.valid_until, validity.months)
    else:
        end = min(earning_until(renewal.requires, found), first_end(policy, completed_on))
    return issue(policy, found, completed_on, end, held, day)


def completion(found: Finding, day: date) -> date:
    """The day on which the last piece came; a tree that rests on nothing is complete on the day it is looked at."""
    return max((one.from_on for one in found.evidence), default=day)


def earning_until(requirement: Requirement, found: Finding) -> date:
    """The last day on which what has to be shown only once still counts; ongoing parts end no certificate."""
    once = [
        leaf.until
        for leaf in found.leaves
        if leaf.holds and leaf.until is not None and not leaf.requirement.ongoing  # type: ignore[union-attr]
    ]
    return min(once, default=FOREVER)


def first_end(policy: Policy, completed_on: date) -> date:
    """The last day of a certificate that is not tied to the one before it."""
    validity = policy.validity
    if validity.anchor == "evidence" or validity.months is None:
        return FOREVER
    end = last_day(completed_on, validity.months)
    if validity.anchor != "fixed":
        return end
    earliest = completed_on + timedelta(days=validity.minimum_active_days)
    within = fixed_day(end.year, validity.month, validity.day)
    if within > end:
        within = fixed_day(end.year - 1, validity.month, validity.day)
    return (
        within
        if within >= earliest and within > completed_on
        else next_fixed_day(max(earliest, completed_on + timedelta(days=1)), validity.month, validity.day)
    )


def issue(policy: Policy, found: Finding, completed_on: date, until: date, held: Held | None, day: date) -> Decision:
    if until < completed_on or until < day or (held is not None and until <= held.valid_until):
        return NoLonger()
    return Earned(completed_on, until, found.evidence, held)
