from collections.abc import Iterator, Sequence
from datetime import datetime

from flask import Flask

from trainer import jobs, trail
from trainer.banks.authoring.comparing import views as comparing
from trainer.banks.authoring.models import PartVersion, Publication, Remark, RemarkAnswer, Review, Submission
from trainer.banks.authoring.publishing import views as publishing
from trainer.banks.authoring.reviewing import views as reviewing
from trainer.banks.cards import views as cards
from trainer.banks.cards.tasks import look_after_cards
from trainer.banks.cli import banks as commands
from trainer.banks.cuts import cut_basis, no_study
from trainer.banks.exchange import tasks as exchange_tasks
from trainer.banks.exchange.views import exporting, importing
from trainer.banks.models import AcceptedGrounds, Adoption, ItemVersion, ModuleVersion, ModuleVersionItem
from trainer.banks.pages.filters import FILTERS
from trainer.banks.sources import views as sources
from trainer.banks.sources.models import SourceChange, SourceLook, SourceMark
from trainer.banks.views import adoptions, bank, banks, items, models, modules, staleness
from trainer.banks.views.authoring import manuscripts, previews, workbench
from trainer.banks.views.authoring import parts as authored_parts
from trainer.banks.views.drafts import module as draft_module
from trainer.banks.views.drafts import review as draft_review
from trainer.banks.views.drafts import texts as draft_texts
from trainer.people.models import Person

VIEWS = (
    modules,
    adoptions,
    bank,
    cards,
    items,
    models,
    staleness,
    sources,
    comparing,
    reviewing,
    publishing,
    workbench,
    manuscripts,
    authored_parts,
    previews,
    importing,
    exporting,
    draft_texts,
    draft_review,
    draft_module,
)  # each adds its pages to the blueprint


def init_app(app: Flask) -> None:
    app.extensions["published modules"] = {}
    app.extensions["module outlines"] = {}
    app.extensions["module histories"] = {}
    app.extensions["module states"] = no_states
    app.extensions["resting on"] = nothing_rests
    app.extensions["cut basis"] = no_study
    app.jinja_env.globals["cut_basis"] = cut_basis
    app.extensions["asked since"] = nothing_asked
    app.extensions["use of items"] = no_use
    app.extensions["marking touched"] = nothing_touched
    app.jinja_env.filters |= FILTERS
    app.register_blueprint(banks)
    app.cli.add_command(commands)
    jobs.register(app, look_after_cards, every=jobs.EVERY_MINUTE)
    exchange_tasks.init_app(app)
    trail.seals(app, ItemVersion, recorded="published_at")
    trail.seals(app, ModuleVersion, recorded="published_at", parts=[(ModuleVersionItem, "module_version_id")])
    trail.seals(app, AcceptedGrounds, recorded="recorded_at")
    trail.seals(app, Adoption, recorded="recorded_at")
    trail.seals(app, SourceChange, recorded="noted_at", parts=[(SourceMark, "source_change_id")])
    trail.seals(app, SourceLook, recorded="recorded_at")
    trail.seals(app, PartVersion, recorded="saved_at")
    trail.seals(app, Submission, recorded="submitted_at")
    trail.seals(app, Review, recorded="reviewed_at")
    trail.seals(app, Remark, recorded="made_at")
    trail.seals(app, RemarkAnswer, recorded="made_at")
    trail.seals(app, Publication, recorded="published_at")


def no_states(_person: Person) -> dict[str, tuple[str, str]]:
    """How somebody stands with each module, by slug: (state, note) for a pill. A room above puts its own here."""
    return {}


def nothing_rests(_pairs: Sequence[tuple[int, int]]) -> dict[str, list[dict]]:
    """Which attempts and certificates rest on these (module version, item version). A room above puts its own here."""
    return {"attempts": [], "certificates": []}


def nothing_asked(_moment: datetime | None) -> Iterator[tuple[datetime, list[int]]]:
    """When attempts began that asked item versions since then. A room above puts its own here."""
    return iter(())


def no_use(_item_version_ids: Sequence[int]) -> dict[int, dict]:
    """What rests on item versions, see quizzes.asking. A room above puts its own here."""
    return {}


def nothing_touched(_module_id: int, _written: PartVersion) -> object | None:
    """What this text would change in the marks of those who have answered, see insight.corrections.touching."""
    return None
