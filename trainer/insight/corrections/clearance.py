"""What hangs on a verdict: certificates, and on which past days somebody was cleared. Computed, nothing written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from trainer import clock
from trainer.credentials import queries, rules
from trainer.credentials.models import CredentialVersion
from trainer.credentials.queries import Shelf
from trainer.insight.corrections.queries.alongside import Held, Resting
from trainer.insight.corrections.queries.sittings import Sitting
from trainer.insight.corrections.rules import Effect, stretches

ONE_DAY = timedelta(days=1)


@dataclass
class Ledger:
    """What is read once for everybody: their histories, and what clinics follow."""

    histories: Mapping[int, rules.History]
    shelf: Shelf
    time_zones: Mapping[int, str]
    books: dict[tuple[int, date], queries.Rulebook] = field(default_factory=dict)

    def book(self, clinic_id: int, day: date) -> queries.Rulebook:
        return self.books.setdefault((clinic_id, day), self.shelf.at(clinic_id, day))

    def today(self, clinic_id: int) -> date:
        return clock.today(self.time_zones[clinic_id])


def ledger_of(flipped: Sequence[Sitting]) -> Ledger:
    """The clinics are at hand in these sittings, so that the shelf asks for none of them."""
    clinics = {one.home.id: one.home for one in flipped if one.home is not None}
    return Ledger(
        queries.histories(sorted({one.owner for one in flipped})),
        queries.shelf(sorted(clinics)),
        {number: one.time_zone for number, one in clinics.items()},
    )


def with_what_hangs(
    effects: Sequence[Effect], sittings: Mapping[int, Sitting], percents: Mapping[int, int]
) -> list[Effect]:
    """The same effects; of those that flip and count, with certificates and days. `percents`: by attempt, marked again.

    Of somebody with several attempts each is told as it comes on top of those before it. On quizzes on changes nothing
    hangs.
    """
    flips = [one for one in effects if one.counts and one.outcome in ("gained", "kept") and not one.on_changes]
    if not flips:
        return list(effects)
    ledger = ledger_of([sittings[one.attempt] for one in flips])
    now = dict(ledger.histories)
    told: dict[int, Effect] = {}
    for effect in flips:
        one = sittings[effect.attempt]
        if effect.outcome == "gained":
            after, issues = with_pass(ledger, now[one.owner], one, percents[one.attempt])
            told[one.attempt] = replace(effect, issues=issues, clears=between(ledger, one, now[one.owner], after))
            now[one.owner] = after
        else:
            resting = one.resting
            fewer = without_pass(now[one.owner], resting)
            today = ledger.today(effect.clinic or 0)
            told[one.attempt] = replace(
                effect,
                certificates=tuple(told_of(held, today) for held in resting.certificates),
                loses=between(ledger, one, fewer, now[one.owner]),
            )
    return [told.get(one.attempt, one) for one in effects]


def told_of(held: Held, today: date) -> dict:
    return {
        "code": held.code,
        "credential": held.credential,
        "from": held.valid_from.isoformat(),
        "until": held.valid_until.isoformat(),
        "lapsed": held.valid_until < today,
    }


def with_pass(
    ledger: Ledger, history: rules.History, one: Sitting, percent: int
) -> tuple[rules.History, tuple[dict, ...]]:
    """The history with the pass in it, and what it would complete: as credentials.actions.accept_pass does it."""
    assert one.clinic is not None
    line = rules.Entry(-(10**9) - one.attempt, "module", one.module, one.sat_on, clock.now(), percent=percent)
    history = replace(history, entries=(*history.entries, line))
    issued: list[dict] = []
    book = ledger.book(one.clinic, one.sat_on)
    day = max([one.sat_on, *(entry.from_on for entry in history.entries if entry.kind == "module")])
    for version in book.versions:
        policy = book.rule_of(version)
        if not {("module", one.module), ("module", None)} & policy.subjects:
            continue
        decision = rules.decide(policy, history, day)
        if isinstance(decision, rules.Earned):
            history = replace(history, certificates=(*history.certificates, held_by(version, decision, one)))
            issued.append(
                {
                    "credential": version.title,
                    "from": decision.valid_from.isoformat(),
                    "until": decision.valid_until.isoformat(),
                }
            )
    return history, tuple(issued)


def held_by(version: CredentialVersion, earned: rules.Earned, one: Sitting) -> rules.Held:
    number = -(10**9) - one.attempt
    return rules.Held(number, version.credential.slug, version.id, earned.valid_from, earned.valid_until, clock.now())


def without_pass(history: rules.History, resting: Resting) -> rules.History:
    gone = {held.id for held in resting.certificates}
    return replace(
        history,
        entries=tuple(one for one in history.entries if one.id != resting.entry),
        certificates=tuple(one for one in history.certificates if one.id not in gone),
    )


def between(ledger: Ledger, one: Sitting, fewer: rules.History, more: rules.History) -> tuple[dict, ...]:
    """The stretches of days, up to today, on which the second history clears and the first does not, by credential."""
    assert one.clinic is not None
    today = ledger.today(one.clinic)
    days = [day for day in turning_days(ledger, one, [fewer, more]) if one.sat_on <= day <= today]
    if not days:
        return ()
    there = {day: cleared(ledger, one.clinic, more, day) - cleared(ledger, one.clinic, fewer, day) for day in days}
    return tuple(stretch.as_document() for stretch in stretches(days, there))


def cleared(ledger: Ledger, clinic_id: int, history: rules.History, day: date) -> set[str]:
    """Titles of what clears on the day, by what the clinic followed then and as known now."""
    book = ledger.book(clinic_id, day)
    return {
        version.title
        for version in book.versions
        if rules.standing(book.rule_of(version), history, day, book.earned_under(version.credential_id)).cleared
    }


def turning_days(ledger: Ledger, one: Sitting, histories: Sequence[rules.History]) -> set[date]:
    """All days on which clearance may begin or end: between two of them nothing changes."""
    assert one.clinic is not None
    zone = ledger.time_zones[one.clinic]
    days = {one.sat_on, *(entry.adopted_on for entry in ledger.shelf.adoptions)}
    days |= {entry.adopted_on for entry in ledger.shelf.packs}
    days |= {clock.on_day(version.published_at, zone) for version in ledger.shelf.versions}
    leaves = {leaf for day in days for leaf in leaves_on(ledger, one.clinic, day)}
    for history in histories:
        for held in history.certificates:
            days |= {held.valid_from, after(held.valid_until)}
        for entry in history.entries:
            days |= {entry.from_on, after(entry.from_on), after(entry.until_on or rules.FOREVER)}
            days |= {after(rules.counts_until(entry, leaf)) for leaf in leaves if leaf.kind == entry.kind}
    return days


def leaves_on(ledger: Ledger, clinic_id: int, day: date) -> set[rules.Leaf]:
    """Of every policy that may speak on a day: what the clinic follows, and what certificates were earned under."""
    book = ledger.book(clinic_id, day)
    credentials = {version.credential_id for version in ledger.shelf.versions}
    return {leaf for one in credentials for policy in book.earned_under(one).values() for leaf in policy.leaves}


def after(day: date) -> date:
    return day + ONE_DAY if day < rules.FOREVER else day
