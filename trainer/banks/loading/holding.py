"""Files that are older than what is live: loading them would undo what somebody published in the workbench."""

from sqlalchemy import select

from trainer.banks import actions, queries
from trainer.banks.authoring.queries import came_from_manuscript
from trainer.banks.content import Module
from trainer.banks.models import ModuleVersion
from trainer.db import db

MEND = (
    "Write the live version into them with `banks write {slug}`, or load them all the same with `banks load --replace`."
)
BOTH = (
    "Write the live version beside them with `banks write {slug} --to FOLDER`, take over there what these say and load "
    "that folder; or load these instead of it with `banks load --replace`."
)


def why_held(module: Module, written_from: str = "") -> str | None:
    """What keeps these files from being published, in words; None when nothing does.

    Files that were `written_from` the live version, as `marks.mark_in` has it, come after it.
    """
    live = queries.live_version(module.slug)
    content_hash = actions.content_hash_of(module)
    if live is None or live.content_hash == content_hash or not came_from_manuscript(live):
        return None
    if written_from and live.content_hash.startswith(written_from):
        return None
    earlier, begun = number_of(live.module_id, content_hash), number_of(live.module_id, written_from or "none")
    these = f"were written from version {begun} and edited since" if begun else "say something else"
    these, mend = (f"say what version {earlier} said", MEND) if earlier else (these, BOTH)
    said = f"version {live.number} was published in the workbench, and these files {these}."
    return f"{module.slug}: {said} Nothing was published. {mend.format(slug=module.slug)}"


def number_of(module_id: int, content_hash: str) -> int | None:
    """Of the newest version that says just this, by its hash or how that begins."""
    return db.session.scalar(
        select(ModuleVersion.number)
        .where(ModuleVersion.module_id == module_id, ModuleVersion.content_hash.startswith(content_hash))
        .order_by(ModuleVersion.number.desc())
        .limit(1)
    )
