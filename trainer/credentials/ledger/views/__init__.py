"""A director's pages about one person's record. What another clinic entered is that clinic's to change."""

from flask import Blueprint, flash, redirect, render_template, url_for

from trainer.people.models import Clinic, Person
from trainer.web.forms import Form

ledger = Blueprint("ledger", __name__)
PERSON = "/clinics/<clinic:clinic>/people/<int:person_id>"


def recorded(clinic: Clinic, person: Person, words: str):
    """Back to what else can be entered, which shows what has changed."""
    flash(words, "success")
    return redirect(url_for("ledger.record", clinic=clinic, person_id=person.id))


def shown(template: str, form: Form, **values):
    return render_template(f"credentials/ledger/{template}.html", form=form, **values), 422 if form.errors else 200
