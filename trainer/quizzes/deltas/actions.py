"""A quiz on changes is released by an educator, offered by a clinic, taken by a holder, and noted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from trainer import clock, mail, trail
from trainer.banks import queries as banks
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person
from trainer.quizzes import again
from trainer.quizzes import rules as quiz_rules
from trainer.quizzes.deltas import letters, queries, rules
from trainer.quizzes.deltas.comparing import Comparison
from trainer.quizzes.deltas.models import Delta, DeltaOffer, DeltaWithdrawal
from trainer.quizzes.models import Attempt

MINUTES_EACH, FEWEST_MINUTES = 2, 10  # for an item; for the whole form
NO_ITEM = "No item can be asked about these changes yet: look at the stale ones again, or write some."


@dataclass(frozen=True)
class Terms:
    """How an educator releases a quiz on changes. `size`: how many items a form has."""

    title: str
    words: str
    size: int
    cut_percent: int
    until_on: date


def release(person: Person, comparison: Comparison, terms: Terms) -> Delta:
    """What changed, and what a form is drawn from, are frozen now; attempts and pauses are those of the module."""
    if not comparison.asked:
        raise Refused(NO_ITEM)
    after, quiz = comparison.after, comparison.after.content.quiz
    version = banks.version_of(after.slug, after.number)
    assert version is not None
    candidates = [one.candidate for one in comparison.asked]
    size = max(min(terms.size, rules.largest(candidates)), rules.smallest(candidates))
    delta = Delta(
        module_id=after.module_id,
        from_version_id=comparison.before.version_id,
        to_version=version,
        title=terms.title,
        words=terms.words,
        passages=[one.passage for one in comparison.changes],
        items=[{"item": one.published.version_id, "passage": one.passage} for one in comparison.asked],
        source_changes=[one.id for one in comparison.noted],
        noted_until=max(
            (one.noted_at for one in comparison.noted if one.noted_at > version.published_at), default=None
        ),
        size=size,
        cut_percent=terms.cut_percent,
        minutes=max(FEWEST_MINUTES, MINUTES_EACH * size),
        attempts=quiz.attempts,
        per_days=quiz.per_days,
        wait_hours=quiz.wait_hours,
        until_on=terms.until_on,
        released_by=person,
        released_at=clock.now(),
    )
    db.session.add(delta)
    db.session.flush()
    trail.record(
        "delta.released",
        by=person,
        title=delta.title,
        module=version.title,
        version=version.number,
        passages=len(delta.passages),
        items=len(delta.items),
    )
    return delta


def offer(delta: Delta, people: Iterable[Person], clinic: Clinic, *, by: Person, until_on: date) -> list[DeltaOffer]:
    """Ask these people to take note by the day, each with a letter."""
    if until_on < clock.today(clinic.time_zone):
        raise Refused("That day has passed. Enter a day to come.")
    made = []
    for person in people:
        offered = DeltaOffer(
            delta=delta, person=person, clinic=clinic, until_on=until_on, offered_by=by, offered_at=clock.now()
        )
        db.session.add(offered)
        db.session.flush()
        trail.record(
            "delta.offered",
            about=person,
            by=by,
            clinic=clinic,
            title=delta.title,
            module=delta.to_version.title,
            until=until_on.isoformat(),
        )
        letter = letters.offered(offered)
        mail.write(person.email, letter.subject, letter.text, key=letters.key_of(offered, "offered"))
        made.append(offered)
    return made


def withdraw(offered: DeltaOffer, *, by: Person, reason: str) -> None:
    """It is not asked any more; that it was stays on the record."""
    db.session.add(DeltaWithdrawal(offer_id=offered.id, by_id=by.id, reason=reason, withdrawn_at=clock.now()))
    db.session.flush()
    trail.record(
        "delta.withdrawn",
        about=offered.person,
        by=by,
        clinic=offered.clinic,
        title=offered.delta.title,
        module=offered.delta.to_version.title,
        reason=reason,
    )


def chance_of(delta: Delta, sat: Iterable[Attempt]) -> quiz_rules.Chance:
    """How many attempts are left, or when the next one opens."""
    done = [one for one in sat if one.submitted_at]
    verdicts = again.verdicts_of(done)
    earlier = [
        quiz_rules.Earlier(one.started_at, one.submitted_at, verdicts[one.id]) for one in done if one.submitted_at
    ]
    return quiz_rules.chance(earlier, quiz_rules.Limits(delta.attempts, delta.per_days, delta.wait_hours), clock.now())


def start(person: Person, offered: DeltaOffer, seed: int) -> Attempt:
    """Freeze a form for one person, from what was released and nobody has come to doubt since."""
    delta = offered.delta
    if not chance_of(delta, queries.sat(offered, person)).is_open:
        raise Refused("The next attempt is not open yet. The page of the changes says when it is.")
    now = clock.now()
    attempt = Attempt(
        person=person,
        clinic=offered.clinic,
        module_id=delta.module_id,
        module_version=delta.to_version,
        delta=delta,
        seed=seed,
        form=form_of(delta, seed),
        started_at=now,
        deadline_at=now + timedelta(minutes=delta.minutes),
    )
    db.session.add(attempt)
    db.session.flush()
    trail.record(
        "delta.started",
        about=person,
        by=person,
        clinic=offered.clinic,
        attempt=attempt.id,
        title=delta.title,
        module=delta.to_version.title,
    )
    return attempt


def form_of(delta: Delta, seed: int) -> list[dict]:
    module, stale = banks.published(delta.to_version_id), banks.stale_items(delta.module_id)
    candidates = []
    for one in delta.items:
        item = module.by_version[one["item"]].item
        if one["item"] not in stale:
            candidates.append(
                rules.Candidate(one["item"], item.id, one["passage"], item.made.model if item.made else None)
            )
    if not candidates:
        raise Refused(
            "This quiz cannot be taken now: all its items are being looked at again. Nothing of yours is lost; read "
            "the changes, and come back later."
        )
    random = Random(seed)
    drawn = [module.by_version[number] for number in rules.draw(candidates, delta.size, seed)]
    return [{"item": one.version_id, "order": one.kind.order(one.item, random)} for one in drawn]
