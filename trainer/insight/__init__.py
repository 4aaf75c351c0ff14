from flask import Flask


def init_app(app: Flask) -> None:
    """The educator's numbers: statistics of items and forms, studies of cut scores, corrections."""
