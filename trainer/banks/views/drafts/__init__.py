"""An educator's pages from a text to a module. What was read belongs to all educators of the installation."""

from flask import abort

from trainer.banks.drafts import queries
from trainer.banks.drafts.models import DraftText
from trainer.banks.drafts.queries import Standing


def text_or_404(text_id: int) -> DraftText:
    return queries.text(text_id) or abort(404)


def standing_or_404(text: DraftText, position: int) -> Standing:
    return queries.standing(text, position) or abort(404)
