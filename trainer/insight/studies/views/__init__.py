from flask import Blueprint

studies = Blueprint("studies", __name__)
