"""An educator's pages: every bank, what it covers, every item with its key. Directors read along before they adopt."""

from flask import abort, render_template, request

from trainer.banks import queries, rules
from trainer.banks.forms import ItemFilter
from trainer.banks.models import Module, ModuleVersion
from trainer.banks.pages import Bank, Grounds, Revision
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.banks.views import banks
from trainer.web.access import for_role
from trainer.web.paging import part_of

VERSIONS_SHOWN = 10


@banks.route("/banks/", endpoint="banks")
@for_role("educator", "director")
def all_banks():
    shown = [Bank(version, queries.published(version.id)) for version in queries.live_versions()]
    return render_template("banks/banks.html", banks=shown)


@banks.route("/banks/<slug>/")
@for_role("educator", "director")
def bank(slug):
    live = queries.live_version(slug) or abort(404)
    module = queries.published(live.id)
    wanted = ItemFilter(module.content, request.args)
    return render_template(
        "banks/bank.html",
        bank=Bank(live, module),
        filter=wanted,
        page=part_of([one for one in module.items if wanted.lets_through(one.item)]),
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


@banks.route("/banks/<slug>/items/<item>/")
@for_role("educator", "director")
def item(slug, item):
    live = queries.live_version(slug) or abort(404)
    module = queries.published(live.id)
    versions = queries.item_versions(live.module, item) or abort(404)
    newest = versions[0]
    shown = module.by_slug.get(item) or PublishedItem.of(newest.id, newest.number, newest.document)
    return render_template(
        "banks/item.html",
        module=module,
        shown=shown,
        is_in_bank=item in module.by_slug,
        objective=next((one for one in module.content.objectives if one.id == shown.item.objective), None),
        neighbors=neighbors(module, item),
        grounds=Grounds.of(shown, module),
        revisions=Revision.all_of(list(versions)),
    )


def neighbors(module: PublishedModule, slug: str) -> tuple[PublishedItem | None, PublishedItem | None]:
    """The items before and after, in the order of the bank."""
    slugs = list(module.by_slug)
    if slug not in slugs:
        return None, None
    place = slugs.index(slug)
    return (module.items[place - 1] if place else None, module.items[place + 1] if place + 1 < len(slugs) else None)
