"""A certificate as an Open Badge 3.0: others check it by themselves, and ask us only whether it was stopped."""

from trainer.credentials.badges import cli
from trainer.credentials.badges.views import badges


def init_app(app):
    app.register_blueprint(badges)
    app.cli.add_command(cli.badges)
