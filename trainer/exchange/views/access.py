"""A director's page: which programs may read the clinic's data."""

from flask import flash, redirect, render_template, session, url_for

from trainer.db import db
from trainer.exchange import actions
from trainer.exchange.forms import TokenForm
from trainer.exchange.queries import tokens as queries
from trainer.exchange.rules.tokens import SCOPES
from trainer.exchange.views import exchange
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of


@exchange.route("/clinics/<clinic:clinic>/access", methods=["GET", "POST"])
@for_role("director")
def access(clinic):
    form = TokenForm(clinic)
    if form.submitted():
        wish = actions.Wish(form.name.data, tuple(form.scopes.data), form.until_on.data)
        text = actions.make_token(clinic, wish, by=me())
        db.session.commit()
        session["token"] = {"name": wish.name, "text": text}
        return redirect(url_for(".access", clinic=clinic))
    page = page_of(queries.tokens(clinic))
    made = session.pop("token", None)
    return render_template("exchange/access.html", clinic=clinic, form=form, page=page, made=made, scopes=SCOPES)


@exchange.route("/clinics/<clinic:clinic>/access/<int:token_id>/revocation", methods=["GET", "POST"])
@for_role("director")
def revocation(clinic, token_id):
    token = queries.token_in(clinic, token_id)
    form = ButtonForm()
    if form.submitted():
        actions.revoke(token, by=me())
        db.session.commit()
        flash(f"The token {token.name} no longer works.", "success")
        return redirect(url_for(".access", clinic=clinic))
    return render_template("exchange/revocation.html", clinic=clinic, token=token)
