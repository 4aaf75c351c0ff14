from flask import current_app

from trainer.db import db
from trainer.insight import actions, queries


def note_numbers() -> None:
    """Module by module, each in a transaction of its own: nobody waits for all of them."""
    for module_id in queries.modules_with_answers():
        try:
            actions.note_numbers(module_id)
            db.session.commit()
        except Exception:  # what is wrong with one module keeps no other from its numbers
            db.session.rollback()
            current_app.logger.exception("The numbers of module %s could not be noted", module_id)
