from flask import Blueprint

corrections = Blueprint("corrections", __name__)
