"""What can happen to a binder that is kept: asked for, kept piece by piece, ready, taken, gone."""

from sqlalchemy import delete, insert, select

from trainer import clock, trail
from trainer.audit.binders import rules
from trainer.audit.binders.asking import Ask
from trainer.audit.binders.binder import Binder, Cover, credentials_in_words
from trainer.audit.binders.formats import FORMATS
from trainer.audit.binders.models import BinderPiece, KeptBinder
from trainer.audit.binders.rows import Section
from trainer.audit.binders.working import lease
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person


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
    kept.finished_at, kept.kept_until, kept.asked_by = None, None, by
    lease.begin(kept)
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


def keep_piece(kept: KeptBinder, number: int, content: bytes) -> None:
    lease.say(kept)
    piece = {"binder_id": kept.id, "try_number": kept.work_number, "number": number, "content": content}
    db.session.execute(insert(BinderPiece), [piece])


def finish(kept: KeptBinder, binder: Binder, size: int, sha256: str) -> None:
    now = clock.now()
    lease.say(
        kept,
        finished_at=now,
        kept_until=now + rules.KEPT,
        rows=binder.count,
        rows_done=binder.count,
        rows_hash=binder.hash,
        size=size,
        sha256=sha256,
    )


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
