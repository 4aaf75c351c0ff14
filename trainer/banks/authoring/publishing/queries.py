from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from trainer.banks.authoring import queries as authoring
from trainer.banks.authoring.models import Manuscript, Publication
from trainer.banks.authoring.parts import Piece
from trainer.banks.authoring.standings import Row, Standing, read_versions, standing_of
from trainer.db import db


@dataclass(frozen=True)
class Pile:
    """All versions of all parts of a manuscript, by the part's id, and what became of them: (module version, when)."""

    manuscript: Manuscript
    parts: Mapping[int, Sequence[Row]]
    published: Sequence[tuple[int, datetime]]

    @classmethod
    def of(cls, manuscript_id: int) -> "Pile | None":
        rows = db.session.execute(
            select(Manuscript, Publication.module_version_id, Publication.published_at)
            .outerjoin(Publication, Publication.manuscript_id == Manuscript.id)
            .where(Manuscript.id == manuscript_id)
            .order_by(Publication.id)
        ).all()
        if not rows:
            return None
        published = [(version_id, at) for _, version_id, at in rows if version_id is not None]
        return cls(rows[0][0], read_versions(manuscript_id), published)

    @property
    def taken(self) -> list[tuple[int, bool]]:
        """The versions that a publication takes, and whether as retired: as long as these stay, so do the pieces."""
        return sorted((one.version_id, one.said.retired) for one in authoring.to_publish(self.parts))

    @cached_property
    def pieces(self) -> list[Piece]:
        """What a publication takes."""
        return authoring.pieces_to_publish(self.parts)

    @cached_property
    def standings(self) -> list[Standing]:
        moments = [at for _, at in self.published]
        return [standing_of(list(rows), moments) for rows in self.parts.values()]

    @cached_property
    def known(self) -> frozenset[str]:
        """Items that would go live as they went live last, with the stories they tell."""
        stay = {(one.kind, one.slug) for one in self.standings if not one.is_new}
        items = (piece for piece in self.pieces if (piece.kind, piece.slug) in stay and piece.kind == "item")
        return frozenset(
            piece.slug for piece in items if not piece.document.get("case") or ("case", piece.document["case"]) in stay
        )

    @property
    def new(self) -> int:
        """How many parts a publication would change."""
        return sum(one.is_new for one in self.standings)

    @property
    def versions(self) -> list[int | None]:
        """The module versions that the manuscript was begun from or became."""
        return [self.manuscript.based_on_id, *(version for version, _ in self.published)]
