"""Why somebody is cleared or not on a day: a standing as a tree of reasons in words, with numbers and limits."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from trainer.credentials.rules.days import BY_RANK, MISSING, last_day
from trainer.credentials.rules.earning import after_revocation, window
from trainer.credentials.rules.evidence import FOREVER, Asked, Finding, examine, total
from trainer.credentials.rules.history import Entry, History
from trainer.credentials.rules.policies import Policy
from trainer.credentials.rules.reasons import Part, Reason, due, leaves_of
from trainer.credentials.rules.requirements import AtLeast, ByProfession, Leaf
from trainer.credentials.rules.standing import Standing, rank_of

FAILED = {"practical": " not passed on ", "license": " not in good standing on "}
DONE = {"module": " passed ", "practical": " passed ", "license": " last checked "}
NOTHING_THERE = {"license": " never checked", "jurisdiction": " not adopted by the clinic"}


@dataclass(frozen=True)
class Telling:
    """What the words depend on: the day, what a requirement is called, and the reasons that were given for entries.

    `since`: what is asked for again must date from this day on.
    """

    day: date
    name: Callable[[Leaf], str]
    profession: str | None = None
    why: Mapping[int, str] = field(default_factory=dict)
    since: date | None = None


def explain(
    policy: Policy, standing: Standing, history: History, name: Callable[[Leaf], str], why: Mapping[int, str]
) -> Reason:
    """`policy` is what the clinic follows; `why` the reasons given for suspensions and the like, by entry id.

    The first words are one sentence: cleared or not, for which regions, and everything that stands in the way.
    """
    telling = Telling(standing.day, name, history.profession(standing.day), why)
    reasons = (
        *stopping(standing, telling),
        *clearing(standing, telling),
        certified(policy, standing, history, telling),
        *(held_every_day(standing.ongoing, telling) if standing.certificate else ()),
    )
    return Reason((*verdict(standing), *in_the_way(standing, reasons), "."), standing.cleared, standing.state, reasons)


def takes(standing: Standing, history: History, name: Callable[[Leaf], str]) -> tuple[Reason, ...]:
    """Everything that the clinic's policy asks for, as it stands on the day, whether it decides now or not."""
    return held_every_day(standing.required, Telling(standing.day, name, history.profession(standing.day)))


def verdict(standing: Standing) -> tuple[Part, ...]:
    regions = f" for {listed(standing.policy.regions)}" if standing.policy.regions else ""
    if not standing.cleared:
        return (f"Not cleared{regions}",)
    until: tuple[Part, ...] = (" until ", standing.until) if standing.until and standing.until != FOREVER else ()
    return (f"Cleared{regions}", *until, " by a temporary clearance" if standing.is_temporary else "")


def listed(names: tuple[str, ...]) -> str:
    """thorax, neck and back"""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def in_the_way(standing: Standing, reasons: tuple[Reason, ...]) -> tuple[Part, ...]:
    """What a sentence says against clearance, or would without the temporary one; each only once."""
    clauses = dict.fromkeys(clause for reason in reasons for clause in against(reason))
    if not clauses or (standing.cleared and not standing.is_temporary):
        return ()
    joined = [part for clause in clauses for part in ("; ", *clause)][1:]
    return ("; without it: " if standing.is_temporary else ": ", *joined)


def against(reason: Reason) -> Iterator[tuple[Part, ...]]:
    if reason.holds:
        return
    below = [clause for one in reason.because for clause in against(one)]
    if reason.is_choice:
        yield (*reason.words, " (", *[part for clause in below for part in ("; ", *clause)][1:], ")")
        return
    if reason.is_said or not below:
        yield reason.words
    yield from below


def stopping(standing: Standing, telling: Telling) -> Iterator[Reason]:
    for word, entries in (("suspended", standing.suspensions), ("on leave", standing.leaves)):
        for one in entries:
            until: tuple[Part, ...] = (" until ", one.until_on) if one.until_on else ()
            yield Reason(
                (f"{word} since ", one.from_on, *until, *given(one, telling)), False, "stopped", (), entries=(one.id,)
            )
    revoked = standing.revocation
    if revoked is not None and standing.certificate is None:
        words: tuple[Part, ...] = ("revoked on ", revoked.from_on, *given(revoked, telling))
        yield Reason(words, False, "stopped", (), entries=(revoked.id,))


def clearing(standing: Standing, telling: Telling) -> Iterator[Reason]:
    one = standing.temporary
    if one is not None and one.until_on is not None:
        words: tuple[Part, ...] = (
            "temporary clearance from ",
            one.from_on,
            " until ",
            one.until_on,
            *given(one, telling),
        )
        yield Reason(words, True, "current", (), entries=(one.id,))


def given(entry: Entry, telling: Telling) -> tuple[str, ...]:
    reason = telling.why.get(entry.id, "").strip()
    return (f" (“{reason}”)",) if reason else ()


def certified(policy: Policy, standing: Standing, history: History, telling: Telling) -> Reason:
    """The certificate, or what stands in the way of one."""
    held = standing.certificate
    wanted, since = asked_for(policy, standing, history)
    telling = Telling(telling.day, telling.name, telling.profession, telling.why, since)
    because = held_every_day(wanted, telling) if wanted else ()
    if held is None:
        is_complete = wanted is not None and wanted.holds
        none = "no certificate was issued, though everything it takes is there" if is_complete else "no certificate"
        return Reason((none,), False, "stopped" if standing.revocation else "missing", because)
    state = BY_RANK[rank_of(held, standing.day, standing.policy.due_soon_days)]
    if held.valid_until < standing.day:
        return Reason(("certificate ended on ", held.valid_until), False, state, because, is_said=True)
    words = ("certificate from ", held.valid_from, " until ", held.valid_until)
    ongoing = {one.key for asked in held_every_day(standing.ongoing, telling) for one in leaves_of(asked)}
    return Reason(words, True, state, tuple(due(one, ongoing) for one in because))


def asked_for(policy: Policy, standing: Standing, history: History) -> tuple[Finding | None, date | None]:
    """What it takes to earn or renew now, and since when it must date; None: nothing is asked for yet."""
    held, day = standing.certificate, standing.day
    if held is None:
        since = after_revocation(policy, history)
        return examine(policy.requires, history, Asked(day, policy.due_soon_days, since)), since
    if policy.renewal is None:
        return (standing.required if held.valid_until < day else None), None
    open_days = window(held, policy.renewal, history)
    if day < open_days.opens_on:
        return None, None
    tree = policy.renewal.requires if day <= open_days.closes_on else policy.requires
    return examine(tree, history, Asked(day, policy.due_soon_days, open_days.opens_on)), open_days.opens_on


def held_every_day(found: Finding, telling: Telling) -> tuple[Reason, ...]:
    """The parts of "all of these" one by one."""
    requirement = found.requirement
    if isinstance(requirement, AtLeast) and requirement.at_least == len(found.parts):
        return tuple(reason_for(part, telling) for part in found.parts)
    return (reason_for(found, telling),)


def reason_for(found: Finding, telling: Telling) -> Reason:
    """A requirement and its parts, each with how it stands."""
    match found.requirement:
        case Leaf():
            words = (telling.name(found.requirement), *says(found, found.requirement, telling))
            key = (found.requirement.kind, found.requirement.subject)
            return Reason(words, found.holds, found.state, key=key, entries=tuple(one.id for one in found.used))
        case AtLeast(at_least, parts) if at_least < len(parts):
            there = sum(part.holds for part in found.parts)
            words = (f"{at_least} of {len(parts)} needed, {there} there",)
            return Reason(words, found.holds, found.state, below(found, telling), is_choice=True)
        case ByProfession(whose=whose) if whose:
            return reason_of_law(found, found.requirement, telling)
        case ByProfession():
            who = telling.profession or "somebody without a profession on record"
            if not found.parts and found.rank == MISSING:
                return Reason(
                    (f"no {who} can earn it" if telling.profession else f"not for {who}",), False, found.state
                )
            return Reason(
                (f"asked of a {who}" if telling.profession else f"asked of {who}",),
                found.holds,
                found.state,
                below(found, telling),
            )
    return Reason(("all of these",), found.holds, found.state, below(found, telling))


def reason_of_law(found: Finding, asked: ByProfession, telling: Telling) -> Reason:
    """What a state asks of the profession, and what of it is there; who it has no rule for, it does not let in."""
    who = telling.profession
    nobody = f"no rule known for {who}s" if who else "no profession is on record"
    words = f"rules of {asked.whose}: {asked.says.get(who or '', nobody)}"
    because = tuple(one for one in below(found, telling) if one.key and one.key[0] != "jurisdiction")
    return Reason((words,), found.holds, found.state, because, is_said=True)


def below(found: Finding, telling: Telling) -> tuple[Reason, ...]:
    return tuple(reason_for(part, telling) for part in found.parts)


def says(found: Finding, leaf: Leaf, telling: Telling) -> tuple[Part, ...]:
    """How one requirement stands, after its name: last checked 131 days ago, limit 120."""
    newest = found.used[0] if found.used else found.newest
    if leaf.minutes or leaf.in_person_minutes:
        return (hours(found, leaf),)
    if newest is None:
        return (NOTHING_THERE.get(leaf.kind, " missing"),)
    if not newest.good:
        return FAILED.get(leaf.kind, " not good on "), newest.from_on
    if not found.holds and not leaf.ongoing and telling.since and newest.from_on < telling.since:
        begun = " wanted anew since " if telling.since <= telling.day else " wanted anew from "
        return begun, telling.since, ", last on ", newest.from_on
    if leaf.percent and (newest.percent or 0) < leaf.percent:
        return f" passed with {newest.percent or 0}%, {leaf.percent}% needed, on ", newest.from_on
    if newest.until_on is not None and newest.until_on < telling.day:
        return " ended on ", newest.until_on
    done = DONE.get(leaf.kind, " from ")
    if leaf.days is not None:
        return (f"{done}{ago(newest.from_on, telling.day)}, limit {leaf.days}",)
    if leaf.months is not None:
        return (f"{done}{months_ago(newest.from_on, telling.day, leaf.months)}",)
    return (
        (" until ", newest.until_on)
        if newest.until_on
        else (f"{done}on " if done != " from " else done, newest.from_on)
    )


def hours(found: Finding, leaf: Leaf) -> str:
    """30 of 54 hours, 12 of 27 in person"""
    wanted = ((leaf.minutes, "minutes", " hours"), (leaf.in_person_minutes, "in_person_minutes", " in person"))
    said = [
        f"{total(found.counting, column) / 60:g} of {minutes / 60:g}{unit}"
        for minutes, column, unit in wanted
        if minutes
    ]
    return " " + ", ".join(said)


def ago(then: date, day: date) -> str:
    days = (day - then).days
    return "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"


def months_ago(then: date, day: date, limit: int) -> str:
    """passed 25 months ago, limit 24; a day too late is over 24 months ago."""
    months = (day.year - then.year) * 12 + day.month - then.month
    if months and last_day(then, months) > day:
        months -= 1
    if months < 1:
        return f"{ago(then, day)}, limit {limit} months"
    over = "over " if months == limit and day > last_day(then, limit) else ""
    return f"{over}{months} month{'' if months == 1 else 's'} ago, limit {limit}"
