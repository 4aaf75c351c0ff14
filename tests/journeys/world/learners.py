"""Pages of those who read, sit quizzes and hold certificates."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select, update

from tests.builders import there
from tests.journeys.world.sample import SEED, SLUG, Pages, answered, certificates_of, persona
from tests.tamper import tamper
from trainer import clock
from trainer.banks import queries as banks
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes import actions as quizzes
from trainer.quizzes.models import Attempt
from trainer.quizzes.offers import offers


def of_a_reader(*places: int) -> Callable[[], Pages]:
    """The articles, two at a time: they are long."""
    return lambda: answered(200, *(f"/modules/{banks.live_versions()[place].module.slug}/" for place in places))


def of_somebody_underway() -> Pages:
    """An attempt in the middle, one that failed, one that passed."""
    somebody = persona("underway")
    sat = db.session.scalars(select(Attempt).where(Attempt.person_id == somebody.id).order_by(Attempt.id)).all()
    failed = next(attempt for attempt in sat if not attempt.passed)
    earlier = clock.now() - timedelta(hours=2)  # so that the next is not open yet
    tamper(update(Attempt).where(Attempt.id == failed.id).values(submitted_at=earlier))
    passed = next(attempt for attempt in sat if attempt.passed)
    open_one = begin(somebody, {one.module_version.module.slug for one in sat})
    return answered(
        200,
        "/",
        *(f"/attempts/{open_one.id}/questions/{number}" for number in (1, 2, len(open_one.form))),
        f"/attempts/{open_one.id}/review",
        *(f"/attempts/{attempt.id}/result" for attempt in (failed, passed)),
        *(f"/modules/{attempt.module_version.module.slug}/quiz" for attempt in (failed, passed, open_one)),
    )


def begin(somebody: Person, done: set[str]) -> Attempt:
    """A module not tried before, the first question answered, the second flagged."""
    slug = next(version.module.slug for version in banks.live_versions() if version.module.slug not in done)
    offer = offers(somebody, slug)[0]
    attempt = quizzes.start(somebody, offer.clinic, offer.adoption, offer.version, seed=SEED)
    quizzes.answer(attempt, 1, key_of(attempt, 1), 2)
    quizzes.flag(attempt, 2, True)
    return attempt


def key_of(attempt: Attempt, number: int) -> str:
    """The right answer to a question, of whatever kind, as it is kept."""
    item = banks.published(attempt.module_version_id).by_version[attempt.form[number - 1]["item"]]
    return item.kind.key(item.item)


def of_a_holder() -> Pages:
    newest, *_ = certificates_of(persona("holder"))
    practice = banks.published(there(banks.live_version(SLUG)).id).practice
    longest = max(practice, key=lambda passage: len(practice[passage]))
    return answered(
        200,
        "/",
        f"/modules/{SLUG}/practice/{longest}/",
        "/certificates/",
        f"/certificates/{newest.id}",
        f"/certificates/{newest.id}/wallet",
        "/certificates/calendar",
        "/account/reminders",
        f"/certificates/{newest.renews_id}",
        f"/certificates/{newest.renews_id}/wallet",
    )


def of_somebody_due_soon() -> Pages:
    return answered(200, "/", "/certificates/", "/modules/")
