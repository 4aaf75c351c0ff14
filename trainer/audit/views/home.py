from flask import render_template

from trainer.audit.pages.home import home_of
from trainer.web.access import me


def home():
    return render_template("audit/home.html", home=home_of(me()))
