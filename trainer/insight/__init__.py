from collections import OrderedDict

from flask import Flask

from trainer import jobs
from trainer.insight import corrections, studies, tasks
from trainer.insight.cli import insight_commands
from trainer.insight.views import insight


def init_app(app: Flask) -> None:
    """The educator's numbers: statistics of items and forms, studies of cut scores, corrections."""
    app.extensions["numbers kept"] = OrderedDict()
    app.extensions["meanings known"] = {}
    app.register_blueprint(insight)
    app.cli.add_command(insight_commands)
    jobs.register(app, tasks.note_numbers, every=jobs.EVERY_NIGHT)
    studies.init_app(app)
    corrections.init_app(app)
