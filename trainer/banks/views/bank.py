"""An educator's pages: every bank, and what each covers. Directors read along before they adopt."""

from flask import abort, render_template, request

from trainer.banks import queries, rules
from trainer.banks.forms import ItemFilter
from trainer.banks.models import Module, ModuleVersion
from trainer.banks.pages.bank import Bank, entries
from trainer.banks.views import banks
from trainer.web.access import for_role
from trainer.web.paging import part_of

VERSIONS_SHOWN = 10


@banks.route("/banks/", endpoint="banks")
@for_role("educator", "director")
def all_banks():
    stale = queries.stale_by_module()
    shown = [
        Bank(version, queries.published(version.id), stale.get(version.module_id, frozenset()))
        for version in queries.live_versions()
    ]
    return render_template("banks/banks.html", banks=shown)


@banks.route("/banks/<slug>/")
@for_role("educator", "director")
def bank(slug):
    live = queries.live_version(slug) or abort(404)
    module = queries.published(live.id)
    wanted = ItemFilter(module.content, request.args)
    return render_template(
        "banks/bank.html",
        bank=Bank(live, module, queries.stale_items(live.module_id)),
        filter=wanted,
        page=part_of(entries(module, wanted)),
        history=history(live.module),
    )


def history(module: Module) -> list[tuple[ModuleVersion, rules.Changes | None]]:
    """The newest versions with what each changed; None: the first one, where everything is new."""
    versions = queries.newest_versions(module, VERSIONS_SHOWN + 1)
    items = queries.items_of_versions([version.id for version in versions])
    told: list[tuple[ModuleVersion, rules.Changes | None]] = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        if before is None:
            told.append((version, None))
        else:
            changes = rules.changes(before.document, version.document, items[before.id], items[version.id])
            told.append((version, changes))
    return told[:VERSIONS_SHOWN]
