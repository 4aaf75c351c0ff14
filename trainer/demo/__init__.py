from trainer.demo.cli import demo as commands
from trainer.demo.views import demo as pages


def init_app(app):
    app.register_blueprint(pages)
    app.cli.add_command(commands)
