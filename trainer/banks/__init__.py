from flask import Flask

from trainer.banks.cli import banks as commands
from trainer.banks.pages import drawing, inline, item_drawing, passage_html, regions_drawing
from trainer.banks.views import adoptions, bank, banks, modules
from trainer.people.models import Person

VIEWS = (modules, adoptions, bank)  # each adds its pages to the blueprint


def init_app(app: Flask) -> None:
    app.extensions["published modules"] = {}
    app.extensions["module states"] = no_states
    app.jinja_env.filters |= {
        "inline": inline,
        "passage_html": passage_html,
        "drawing": drawing,
        "item_drawing": item_drawing,
        "regions_drawing": regions_drawing,
    }
    app.register_blueprint(banks)
    app.cli.add_command(commands)


def no_states(_person: Person) -> dict[str, tuple[str, str]]:
    """How somebody stands with each module, by slug: (state, note) for a pill. A room above puts its own here."""
    return {}
