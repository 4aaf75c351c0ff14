from collections import OrderedDict

from flask import Flask

from trainer.insight import corrections, studies
from trainer.insight.views import insight


def init_app(app: Flask) -> None:
    """The educator's numbers: statistics of items and forms, studies of cut scores, corrections."""
    app.extensions["numbers kept"] = OrderedDict()
    app.register_blueprint(insight)
    studies.init_app(app)
    corrections.init_app(app)
