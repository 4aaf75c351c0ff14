"""The rows that numbers are computed from, made again from the attempts and answers that are sealed.

Rows are never changed: what is missing is entered, what differs is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload, selectinload

from trainer import clock
from trainer.db import db
from trainer.people.models import Membership, Person
from trainer.quizzes import queries, rules
from trainer.quizzes.actions import Scored, scored
from trainer.quizzes.models import Answer, Attempt, Response

AT_ONCE = 200  # attempts
SAID = ("item_version_id", "score", "given", "seconds", "blank")
COUNTED = ("is_counted", "is_first")


@dataclass
class Rebuilt:
    """`differ`: rows that say another answer; `counted_otherwise`: that count for others than the record of roles and
    accounts says."""

    attempts: int = 0
    entered: int = 0
    differ: int = 0
    counted_otherwise: int = 0


def rebuild(found: Rebuilt) -> Iterator[None]:
    """Part by part, so that the caller can commit after each; counts in `found`."""
    after = 0
    while attempts := part(after):
        after = attempts[-1].id
        there = {(row["attempt_id"], row["number"]): row for row in rows_of(attempts)}
        receipts = receipts_by_attempt(attempts)
        earlier = first_ones(attempts)
        for attempt in attempts:
            found.attempts += 1
            for row in responses(attempt, receipts.get(attempt.id, []), attempt.id in earlier):
                compare(found, row, there.get((attempt.id, row["number"])))
        yield


def part(after: int) -> Sequence[Attempt]:
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.submitted_at.is_not(None), Attempt.id > after)
        .order_by(Attempt.id)
        .limit(AT_ONCE)
        .options(joinedload(Attempt.person).selectinload(Person.memberships), selectinload(Attempt.delta))
    ).all()


def rows_of(attempts: Sequence[Attempt]) -> Iterable[Any]:
    columns = Response.__table__.c
    wanted = select(*columns).where(columns.attempt_id.in_([one.id for one in attempts]))
    return db.session.execute(wanted.order_by(columns.attempt_id, columns.number)).mappings()


def receipts_by_attempt(attempts: Sequence[Attempt]) -> dict[int, list[queries.Receipt]]:
    rows = db.session.execute(
        select(Answer.attempt_id, Answer.number, Answer.given, Answer.received_at, Answer.sure, Answer.receipt)
        .where(Answer.attempt_id.in_([one.id for one in attempts]))
        .order_by(Answer.attempt_id, Answer.receipt)
    )
    found: dict[int, list[queries.Receipt]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(queries.Receipt(*row[1:]))
    return found


def first_ones(attempts: Sequence[Attempt]) -> set[int]:
    """Those before which the person had handed in none of the module, under accounts that were one by then."""
    owners = {one.person.merged_into_id or one.person_id for one in attempts}
    account = Person.merged_into_id.in_(owners) | Person.id.in_(owners)
    rows = db.session.execute(
        select(
            Attempt.id,
            Attempt.module_id,
            Attempt.submitted_at,
            Attempt.person_id,
            Person.merged_into_id,
            Person.merged_at,
        )
        .join(Person, Person.id == Attempt.person_id)
        .where(account, Attempt.adoption_id.is_not(None), Attempt.submitted_at.is_not(None))
        .order_by(Attempt.submitted_at, Attempt.id)
    ).all()
    return set(firsts(rows))


def firsts(rows: Sequence[Any]) -> Iterator[int]:
    """Of attempts, oldest first: those before which none came, by any account that was the same person's by then."""
    accounts: dict[int, dict[int, Any]] = {}
    for row in rows:
        accounts.setdefault(row.merged_into_id or row.person_id, {})[row.person_id] = row
    has_sat: set[tuple[int, int]] = set()
    for row in rows:
        then = account_then(row, row.submitted_at)
        family = accounts[row.merged_into_id or row.person_id]
        one_by_then = [number for number, one in family.items() if account_then(one, row.submitted_at) == then]
        if not any((row.module_id, number) in has_sat for number in one_by_then):
            yield row.id
        has_sat.add((row.module_id, row.person_id))


def account_then(row: Any, moment: datetime) -> int:
    is_merged = row.merged_into_id is not None and row.merged_at is not None and row.merged_at <= moment
    return row.merged_into_id if is_merged else row.person_id


def responses(attempt: Attempt, receipts: Sequence[queries.Receipt], is_first: bool) -> Iterator[dict[str, Any]]:
    assert attempt.submitted_at is not None
    questions: list[Scored] = scored(attempt, queries.standing(receipts))
    seconds = rules.seconds_on(attempt.started_at, [(one.number, one.received_at) for one in receipts])
    is_real = attempt.adoption_id is not None
    reads_keys = any(held_then(one, attempt.submitted_at) for one in attempt.person.memberships)
    for one in questions:
        yield {
            "attempt_id": attempt.id,
            "number": one.number,
            "item_version_id": one.item.version_id,
            "score": one.score,
            "given": one.given.given if one.given else None,
            "seconds": seconds.get(one.number),
            "blank": one.given is None,
            "is_counted": is_real and not reads_keys,
            "is_first": is_real and is_first,
        }


def held_then(one: Membership, moment: datetime) -> bool:
    """Whether it let somebody read keys at that moment."""
    day = clock.on_day(moment, one.clinic.time_zone if one.clinic else "UTC")
    is_in_force = one.recorded_at <= moment and (one.ended_at is None or one.ended_at > moment)
    days = one.joined_on <= day and (one.left_on is None or one.left_on >= day)
    return one.role in rules.KEY_READERS and is_in_force and days


def compare(found: Rebuilt, row: dict[str, Any], there: Any) -> None:
    if there is None:
        db.session.execute(insert(Response.__table__), row)
        found.entered += 1
        return
    found.differ += any(row[name] != there[name] for name in SAID)
    found.counted_otherwise += any(row[name] != there[name] for name in COUNTED)
