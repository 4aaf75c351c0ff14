from flask import Blueprint

deltas = Blueprint("deltas", __name__)
