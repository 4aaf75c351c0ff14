"""One item with its key, what it rests on, what rests on it, where it comes from and how it read before."""

from flask import abort, render_template

from trainer.banks import queries
from trainer.banks.cards.places import last_asked, places_of, surroundings_of
from trainer.banks.cards.rules import STALE
from trainer.banks.pages.items import Grounds, Revision, maker_of
from trainer.banks.pages.staleness import stale_item
from trainer.banks.published import PublishedItem
from trainer.banks.sources.queries import sources_noted
from trainer.banks.views import banks
from trainer.web.access import for_role


@banks.route("/banks/<slug>/items/<item>/")
@for_role("educator", "director")
def item(slug, item):
    found = surroundings_of(slug, item) or abort(404)
    places = places_of(found.card, found.live)
    here = next(one for one in places if one.version.id == found.card.item_version_id)
    is_stale = found.card.state == STALE
    since = here.accepted if is_stale else None
    queries.outlines({found.live.id} | ({since.module_version_id} if since else set()))  # in one go
    module = queries.outline(found.live.id)
    shown = module.placed(PublishedItem.of(here.version.id, here.version.number, here.version.document))
    stale = stale_item(shown, module, since) if is_stale else None
    noted = sources_noted(shown.version_id) if is_stale else []
    return render_template(
        "banks/item.html",
        module=module,
        shown=shown,
        card=found.card,
        surroundings=found,
        places=places,
        last_asked=last_asked(found.card, places),
        objective=next((one for one in module.content.objectives if one.id == shown.item.objective), None),
        grounds=Grounds.of(shown, module),
        maker=maker_of(shown.item, module),
        stale=stale if stale and (stale.differences or not noted) else None,
        noted=noted,
        revisions=Revision.all_of([one.version for one in places]),
    )
