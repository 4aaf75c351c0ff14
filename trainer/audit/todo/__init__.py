"""What needs doing today: lists that the database counts."""

from flask import Flask

from trainer.audit.todo.views import todo


def init_app(app: Flask) -> None:
    app.register_blueprint(todo)
