from flask import Flask

from trainer.insight import studies


def init_app(app: Flask) -> None:
    """The educator's numbers: statistics of items and forms, studies of cut scores, corrections."""
    studies.init_app(app)
