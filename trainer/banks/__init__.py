from collections.abc import Sequence

from flask import Flask

from trainer import trail
from trainer.banks.authoring.models import PartVersion, Publication, Review
from trainer.banks.cli import banks as commands
from trainer.banks.models import AcceptedGrounds, Adoption, ItemVersion, ModuleVersion, ModuleVersionItem
from trainer.banks.pages.filters import FILTERS
from trainer.banks.sources.models import SourceChange, SourceLook, SourceMark
from trainer.banks.views import adoptions, bank, banks, items, models, modules, staleness
from trainer.banks.views.drafts import module as draft_module
from trainer.banks.views.drafts import review as draft_review
from trainer.banks.views.drafts import texts as draft_texts
from trainer.people.models import Person

VIEWS = (
    modules,
    adoptions,
    bank,
    items,
    models,
    staleness,
    draft_texts,
    draft_review,
    draft_module,
)  # each adds its pages to the blueprint


def init_app(app: Flask) -> None:
    app.extensions["published modules"] = {}
    app.extensions["module states"] = no_states
    app.extensions["resting on"] = nothing_rests
    app.jinja_env.filters |= FILTERS
    app.register_blueprint(banks)
    app.cli.add_command(commands)
    trail.seals(app, ItemVersion, recorded="published_at")
    trail.seals(app, ModuleVersion, recorded="published_at", parts=[(ModuleVersionItem, "module_version_id")])
    trail.seals(app, AcceptedGrounds, recorded="recorded_at")
    trail.seals(app, Adoption, recorded="recorded_at")
    trail.seals(app, SourceChange, recorded="noted_at", parts=[(SourceMark, "source_change_id")])
    trail.seals(app, SourceLook, recorded="recorded_at")
    trail.seals(app, PartVersion, recorded="saved_at", leave_out=["document"])  # its hash is sealed
    trail.seals(app, Review, recorded="reviewed_at")
    trail.seals(app, Publication, recorded="published_at")


def no_states(_person: Person) -> dict[str, tuple[str, str]]:
    """How somebody stands with each module, by slug: (state, note) for a pill. A room above puts its own here."""
    return {}


def nothing_rests(_pairs: Sequence[tuple[int, int]]) -> dict[str, list[dict]]:
    """Which attempts and certificates rest on these (module version, item version). A room above puts its own here."""
    return {"attempts": [], "certificates": []}
