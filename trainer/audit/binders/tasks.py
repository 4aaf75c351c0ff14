"""The jobs that make long binders and sweep old ones away. After a worker that died its binder is begun anew, from the
same question as known at the same moment, and what it had kept of its file is never offered."""

from contextlib import closing
from functools import partial
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO

from flask import Flask, render_template

from trainer import jobs, mail, trail
from trainer.audit.binders import actions, rules
from trainer.audit.binders.asking import asked_again, titles
from trainer.audit.binders.binder import bound
from trainer.audit.binders.formats import FORMATS
from trainer.audit.binders.models import KeptBinder
from trainer.audit.binders.rows import rows
from trainer.audit.binders.working import lease
from trainer.db import db
from trainer.jobs.tasks import LongWork
from trainer.web.addresses import absolute


def init_app(app: Flask) -> None:
    jobs.register(app, make_waiting, every=jobs.EVERY_MINUTE)
    jobs.register(app, sweep, every=jobs.EVERY_NIGHT)


def make_waiting() -> None:
    """Job: make what waits, oldest first."""
    making.carry_on()


def write(kept: KeptBinder) -> None:
    """The trail is sealed first, so that the binder names a batch that holds what it rests on."""
    trail.seal()
    asked, author = asked_again(kept), kept.asked_by
    sections, cover = asked.sections(titles()), asked.cover(author, kept.asked_at)
    db.session.commit()
    found, heard = rows(db.engine, asked.question, sections, kept.asked_at), partial(hear, kept)
    with closing(found), TemporaryFile() as file, bound(cover, sections, found, heard) as binder:
        FORMATS[kept.form].write(binder, file)
        size, digest = keep(kept, file)
        actions.finish(kept, binder, size, digest)
        actions.tell_exported(kept.clinic, cover, binder, kept.form, by=author)
    db.session.refresh(kept)
    write_letter(kept, "ready")
    db.session.commit()
    jobs.soon(mail.send_waiting)


def hear(kept: KeptBinder, rows_done: int) -> None:
    lease.say(kept, rows_done=rows_done)
    db.session.commit()


def keep(kept: KeptBinder, file: IO[bytes]) -> tuple[int, str]:
    """Its size and its hash; a piece a transaction, so that nobody waits for more than one."""
    size, digest, number = 0, sha256(), 0
    file.seek(0)
    while piece := file.read(rules.PIECE):
        number += 1
        size += len(piece)
        digest.update(piece)
        actions.keep_piece(kept, number, piece)
        db.session.commit()
    return size, digest.hexdigest()


def give_up(kept: KeptBinder, problem: str) -> None:
    lease.fail(kept, problem)
    db.session.refresh(kept)
    write_letter(kept, "failed")
    db.session.commit()
    jobs.soon(mail.send_waiting)


def write_letter(kept: KeptBinder, outcome: str) -> None:
    link = absolute("binders.kept", clinic=kept.clinic)
    text = render_template(f"audit/binders/mail/{outcome}.txt", kept=kept, link=link, format=FORMATS[kept.form].name)
    subject = f"Your audit binder of {kept.clinic.name} " + ("is ready" if outcome == "ready" else "was not made")
    mail.write(kept.asked_by.email, subject, text)


def sweep() -> None:
    """Job: of what is no longer kept nothing stays but who asked for it."""
    for binder_id in actions.to_sweep():
        actions.sweep(binder_id)
        db.session.commit()


making = LongWork(lease, write, give_up)
