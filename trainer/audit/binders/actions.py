"""What can happen to a binder that is kept: asked for, taken by a worker, kept piece by piece, ready, failed, gone."""

from sqlalchemy import delete, insert, select, update

from trainer import clock, trail
from trainer.audit.binders import queries, rules
from trainer.audit.binders.asking import Ask
from trainer.audit.binders.binder import Binder, Cover, credentials_in_words
from trainer.audit.binders.formats import FORMATS
from trainer.audit.binders.models import BinderPiece, KeptBinder
from trainer.audit.binders.rows import Section
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person


class Lost(Exception):
    """Another worker has it by now: whatever this one still has to say does not count."""


def ask(wanted: Ask, form: str, rows: int, sections: list[Section], *, by: Person) -> KeptBinder:
    asked, now = wanted.question, clock.now()
    kept = KeptBinder(
        clinic=asked.clinic,
        asked_by=by,
        asked_at=now,
        form=form,
        address=wanted.fixed,
        asked_on=asked.clocks.current_day.isoformat(),
        version_ids=[one.version.id for one in wanted.followed],
        credentials=credentials_in_words(sections),
        filter=asked.wanted.in_words,
        clocks=asked.clocks.sentence,
        rows=rows,
    )
    db.session.add(kept)
    db.session.flush()
    tell_asked(kept, by)
    return kept


def ask_again(kept: KeptBinder, *, by: Person) -> None:
    """After it failed, or when its file is no longer kept. From now on it is made for whoever asks again."""
    if kept.state not in {"failed", "gone"}:
        raise Refused("This binder has not failed, so there is nothing to try again.")
    kept.failed_at, kept.finished_at, kept.problem, kept.taken_at, kept.kept_until = None, None, None, None, None
    kept.tries_left, kept.rows_done, kept.asked_by = rules.TRIES, 0, by
    sweep(kept.id)
    tell_asked(kept, by)


def tell_asked(kept: KeptBinder, by: Person) -> None:
    trail.record(
        "binder.asked",
        by=by,
        clinic=kept.clinic,
        number=kept.id,
        format=FORMATS[kept.form].name,
        credentials=kept.credentials,
        rows=kept.rows,
        filter=kept.filter,
        clocks=lowered(kept.clocks),
    )


def take(binder_id: int) -> bool:
    """Whether this worker got it; another may have been quicker."""
    now = clock.now()
    taken = db.session.scalar(
        update(KeptBinder)
        .where(KeptBinder.id == binder_id, *queries.is_free(now))
        .values(taken_at=now, tries=KeptBinder.tries + 1, tries_left=KeptBinder.tries_left - 1, rows_done=0)
        .returning(KeptBinder.id)
        .execution_options(synchronize_session=False)
    )
    return taken is not None


def say(kept: KeptBinder, **values) -> None:
    """A word of the worker that has it. Who was thought dead and is not hears by this that another one has it."""
    mine = (KeptBinder.id == kept.id, KeptBinder.tries == kept.tries, *queries.is_open())
    said = update(KeptBinder).where(*mine).values(**values).returning(KeptBinder.id)
    if db.session.scalar(said.execution_options(synchronize_session=False)) is None:
        raise Lost


def keep_piece(kept: KeptBinder, number: int, content: bytes) -> None:
    say(kept, taken_at=clock.now())
    piece = {"binder_id": kept.id, "try_number": kept.tries, "number": number, "content": content}
    db.session.execute(insert(BinderPiece), [piece])


def finish(kept: KeptBinder, binder: Binder, size: int, sha256: str) -> None:
    now = clock.now()
    say(
        kept,
        finished_at=now,
        kept_until=now + rules.KEPT,
        rows=binder.count,
        rows_done=binder.count,
        rows_hash=binder.hash,
        size=size,
        sha256=sha256,
    )


def fail(kept: KeptBinder, problem: str) -> None:
    say(kept, failed_at=clock.now(), problem=problem)


def tell_exported(clinic: Clinic, cover: Cover, binder: Binder, form: str, *, by: Person) -> None:
    trail.record(
        "binder.exported",
        by=by,
        clinic=clinic,
        format=FORMATS[form].name,
        rows=binder.count,
        filter=cover.filter,
        clocks=lowered(cover.clocks.sentence),
        hash=binder.hash,
    )


def tell_taken(kept: KeptBinder, *, by: Person) -> None:
    trail.record(
        "binder.taken", by=by, clinic=kept.clinic, number=kept.id, format=FORMATS[kept.form].name, hash=kept.sha256
    )


def sweep(binder_id: int) -> None:
    """Whatever is kept of it, of all tries."""
    db.session.execute(delete(BinderPiece).where(BinderPiece.binder_id == binder_id))


def to_sweep() -> list[int]:
    """Binders whose file is past its days, or that failed, and of which something is still kept."""
    past = KeptBinder.kept_until <= clock.now()
    some = select(BinderPiece.binder_id).where(BinderPiece.binder_id == KeptBinder.id).exists()
    found = select(KeptBinder.id).where(past | KeptBinder.failed_at.is_not(None), some).order_by(KeptBinder.id)
    return list(db.session.scalars(found))


def lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
