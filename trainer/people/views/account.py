from flask import flash, redirect, render_template, url_for

from trainer.db import db
from trainer.people import actions
from trainer.people.forms import AccountForm
from trainer.people.rules import PROFESSIONS
from trainer.people.views import people
from trainer.web.access import me


@people.route("/account", methods=["GET", "POST"])
def account():
    person = me()
    form = AccountForm(data={"name": person.name})
    if form.submitted():
        actions.rename(person, form.name.data)
        db.session.commit()
        flash("Saved.", "success")
        return redirect(url_for(".account"))
    return render_template("people/account.html", person=person, form=form, professions=PROFESSIONS)


@people.route("/account/second-factor")
def second_factor():
    return render_template("people/second_factor.html", person=me())
