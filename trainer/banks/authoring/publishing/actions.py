from trainer import clock, trail
from trainer.banks import actions as banks
from trainer.banks.authoring import drafting
from trainer.banks.authoring.actions import hold_manuscript, require_open
from trainer.banks.authoring.models import Manuscript, Publication
from trainer.banks.content import Module
from trainer.banks.drafts.actions import note_module
from trainer.banks.models import ModuleVersion
from trainer.db import db
from trainer.people.models import Person


def publish(person: Person, manuscript: Manuscript, module: Module) -> tuple[ModuleVersion, bool]:
    """Make the checked `module` the live version, as loading does; and whether that had to be made.

    The publisher may have written parts of it: each was approved by somebody else.
    """
    hold_manuscript(manuscript)
    require_open(manuscript)
    version, is_new = banks.publish(module)
    if not is_new:
        return version, False
    manuscript.module_id, manuscript.title = version.module_id, module.title
    db.session.add(
        Publication(manuscript=manuscript, module_version=version, published_by=person, published_at=clock.now())
    )
    db.session.flush()
    trail.record(
        "manuscript.published", by=person, manuscript=manuscript.title, module=version.title, version=version.number
    )
    for text in drafting.texts_behind(manuscript):
        note_module(person, text, version)
    return version, True
