"""Just what the check before publishing would say of a version."""

from collections.abc import Mapping
from typing import Any

from trainer.banks.authoring.findings import Found, findings
from trainer.banks.authoring.models import PartVersion
from trainer.banks.authoring.parts import Piece
from trainer.banks.authoring.queries import STAY_RETIRED
from trainer.banks.authoring.setting import Setting


def findings_of(version: PartVersion, document: Mapping[str, Any], setting: Setting) -> list[Found]:
    """`setting`: the manuscript, with this version or another in its place. What is retired stays as retired, or is
    left out."""
    part = version.part
    if version.retired and part.kind not in STAY_RETIRED:
        return []
    as_published = {**document, "use": "retired"} if version.retired else dict(document)
    return findings(part.kind, as_published, setting.with_piece(Piece(part.kind, part.slug, as_published)))
