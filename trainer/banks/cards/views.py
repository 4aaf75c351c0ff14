"""All items of all modules in one list."""

from flask import render_template

from trainer.banks import queries
from trainer.banks.cards.lists import list_of
from trainer.banks.views import banks
from trainer.web.access import for_role


@banks.get("/banks/items")
@for_role("educator", "director")
def items():
    return render_template("banks/cards/items.html", cards=list_of(queries.live_versions()))
