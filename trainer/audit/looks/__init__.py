"""Who looked at whom: kept, shown to whom it is about and to the directors, and sealed like everything else."""

from flask import Flask

from trainer.audit.looks.models import Look
from trainer.audit.looks.noting import note_look
from trainer.audit.looks.views import looks
from trainer.trail import seals


def init_app(app: Flask) -> None:
    app.register_blueprint(looks)
    app.after_request(note_look)
    seals(app, Look, recorded="looked_at")
