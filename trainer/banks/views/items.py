"""One item with its key, what it rests on, where it comes from and how it read before."""

from flask import abort, render_template

from trainer.banks import queries
from trainer.banks.pages.items import Grounds, Revision, maker_of
from trainer.banks.pages.staleness import stale_items_of
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.banks.views import banks
from trainer.web.access import for_role


@banks.route("/banks/<slug>/items/<item>/")
@for_role("educator", "director")
def item(slug, item):
    live = queries.live_version(slug) or abort(404)
    module = queries.published(live.id)
    versions = queries.item_versions(live.module, item) or abort(404)
    newest = versions[0]
    shown = module.by_slug.get(item) or module.placed(PublishedItem.of(newest.id, newest.number, newest.document))
    stale = stale_items_of(module, queries.stale_items(live.module_id) & {shown.version_id})
    return render_template(
        "banks/item.html",
        module=module,
        shown=shown,
        is_in_bank=item in module.by_slug,
        objective=next((one for one in module.content.objectives if one.id == shown.item.objective), None),
        neighbors=neighbors(module, item),
        grounds=Grounds.of(shown, module),
        maker=maker_of(shown.item, module),
        stale=stale[0] if stale else None,
        revisions=Revision.all_of(list(versions)),
    )


def neighbors(module: PublishedModule, slug: str) -> tuple[PublishedItem | None, PublishedItem | None]:
    """The items before and after, in the order of the bank."""
    slugs = list(module.by_slug)
    if slug not in slugs:
        return None, None
    place = slugs.index(slug)
    return (module.items[place - 1] if place else None, module.items[place + 1] if place + 1 < len(slugs) else None)
