from sqlalchemy import select

from trainer.banks.authoring.models import Manuscript, Publication
from trainer.db import db


def versions_known(manuscript: Manuscript) -> list[int | None]:
    """The module versions that it was begun from or became."""
    became = db.session.scalars(
        select(Publication.module_version_id).where(Publication.manuscript_id == manuscript.id).order_by(Publication.id)
    )
    return [manuscript.based_on_id, *became]
