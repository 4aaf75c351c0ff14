"""The only place where the rooms are joined."""

from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

from trainer import (
    audit,
    banks,
    config,
    credentials,
    db,
    demo,
    exchange,
    insight,
    jobs,
    mail,
    people,
    quizzes,
    serve,
    trail,
    web,
)

ROOMS = {
    "people": people,
    "credentials": credentials,
    "banks": banks,
    "quizzes": quizzes,
    "insight": insight,
    "audit": audit,
    "exchange": exchange,
    "demo": demo,
}
HERE = Path(__file__).parent


def create_app(**overrides) -> Flask:
    settings = config.from_environment(overrides)
    app = Flask(__name__, static_folder="web/static", instance_path=str(settings["INSTANCE"].resolve()))
    app.config.from_mapping(settings)
    app.jinja_loader = templates()
    db.init_app(app)
    jobs.init_app(app)
    mail.init_app(app)
    trail.init_app(app)
    web.init_app(app)
    for room in ROOMS.values():
        room.init_app(app)
    serve.init_app(app)
    return app


def templates() -> ChoiceLoader:
    """'layout.html' is shared; 'quizzes/question.html' is quizzes/templates/question.html."""
    rooms = {name: FileSystemLoader(HERE / name / "templates") for name in ROOMS}
    rooms["security"] = FileSystemLoader(HERE / "people/templates/security")  # Flask-Security's names for its pages
    return ChoiceLoader([FileSystemLoader(HERE / "web/templates"), PrefixLoader(rooms)])
