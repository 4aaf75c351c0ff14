"""An educator's pages: every bank, and what each covers. Directors read along before they adopt."""

from flask import abort, render_template

from trainer.banks import queries
from trainer.banks.cards.histories import history, newest_versions
from trainer.banks.cards.lists import list_of
from trainer.banks.pages.bank import Bank
from trainer.banks.views import banks
from trainer.web.access import for_role

VERSIONS_SHOWN = 10


@banks.route("/banks/", endpoint="banks")
@for_role("educator", "director")
def all_banks():
    stale, live = queries.stale_by_module(), queries.live_versions()
    of_version = queries.all_published({version.id for version in live})
    shown = [Bank(version, of_version[version.id], stale.get(version.module_id, frozenset())) for version in live]
    return render_template("banks/banks.html", banks=shown)


@banks.route("/banks/<slug>/")
@for_role("educator", "director")
def bank(slug):
    versions = newest_versions(slug, VERSIONS_SHOWN + 1) or abort(404)
    live = versions[0]
    module = queries.published(live.id)
    cards = list_of([live], module.content)
    stale = queries.stale_items(live.module_id) if cards.may_hold_stale else frozenset()
    return render_template(
        "banks/bank.html",
        bank=Bank(live, module, stale),
        cards=cards,
        history=history(versions, VERSIONS_SHOWN),
    )
