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


def why_held(module: Module) -> str | None:
    """What keeps these files from being published, in words; None when nothing does."""
    live = queries.live_version(module.slug)
    content_hash = actions.content_hash_of(module)
    if live is None or live.content_hash == content_hash or not came_from_manuscript(live):
        return None
    earlier = number_of(live.module_id, content_hash)
    these = f"say what version {earlier} said" if earlier else "say something else"
    said = f"version {live.number} was published in the workbench, and these files {these}."
    return f"{module.slug}: {said} Nothing was published. {MEND.format(slug=module.slug)}"


def number_of(module_id: int, content_hash: str) -> int | None:
    """Of the newest version that says just this."""
    return db.session.scalar(
        select(ModuleVersion.number)
        .where(ModuleVersion.module_id == module_id, ModuleVersion.content_hash == content_hash)
        .order_by(ModuleVersion.number.desc())
        .limit(1)
    )
