"""The educator's workbench. Manuscripts belong to all educators of the installation."""

from flask import abort

from trainer.banks.authoring import queries
from trainer.banks.authoring.models import Manuscript, Part, PartVersion
from trainer.banks.authoring.parts import Piece
from trainer.banks.authoring.setting import AROUND, Setting

LARGEST_ID = 2**31


def manuscript_or_404(manuscript_id: int) -> Manuscript:
    return (queries.manuscript(manuscript_id) if manuscript_id < LARGEST_ID else None) or abort(404)


def part_or_404(manuscript_id: int, part_id: int) -> Part:
    found = queries.part(manuscript_id, part_id) if max(manuscript_id, part_id) < LARGEST_ID else None
    return found or abort(404)


def newest_or_404(manuscript_id: int, part_id: int) -> PartVersion:
    found = queries.newest_of(manuscript_id, part_id) if max(manuscript_id, part_id) < LARGEST_ID else None
    return found or abort(404)


def setting_of(manuscript: Manuscript, *own: Piece) -> Setting:
    """What surrounds a part; `own` as it is just being written."""
    setting = Setting(manuscript.slug, tuple(queries.newest_pieces(manuscript, *AROUND)))
    for piece in own:
        setting = setting.with_piece(piece)
    return setting
