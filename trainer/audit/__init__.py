from trainer.audit import binders, looks, samples, todo
from trainer.audit.cli import audit as commands
from trainer.audit.cli import credentials
from trainer.audit.packets import views as packets
from trainer.audit.packets.cli import packet, verify_packet
from trainer.audit.queries import modules
from trainer.audit.views import audit, home, learned, person, roster, standing

VIEWS = (learned, packets, person, roster, standing)  # each adds its pages to the blueprint


def init_app(app):
    app.register_blueprint(audit)
    binders.init_app(app)
    looks.init_app(app)
    samples.init_app(app)
    todo.init_app(app)
    app.add_url_rule("/", "home", home.home)
    app.cli.add_command(commands)
    commands.add_command(packet)
    commands.add_command(verify_packet)
    app.cli.add_command(credentials)
    # The rooms below know a module by its slug; only from up here can one see what it is called.
    app.jinja_env.globals["module_titles"] = modules.titles
