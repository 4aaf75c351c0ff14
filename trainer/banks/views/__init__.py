from flask import Blueprint

banks = Blueprint("banks", __name__)
