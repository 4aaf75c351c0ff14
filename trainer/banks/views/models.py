"""Item models: what each asks, what was proven of it, and its variants to be looked through one by one."""

from flask import abort, render_template, request

from trainer.banks import queries
from trainer.banks.pages.models import WHICH, ModelPage, Shown, VariantFilter
from trainer.banks.published import PublishedModule
from trainer.banks.views import banks
from trainer.web.access import for_role
from trainer.web.paging import part_of


@banks.route("/banks/<slug>/models/")
@for_role("educator", "director")
def models(slug):
    module = live_module(slug)
    page = part_of(module.content.models)
    shown = [ModelPage(model, module) for model in page.items]
    return render_template("banks/models.html", module=module, shown=shown, page=page)


@banks.route("/banks/<slug>/models/<model>/")
@for_role("educator", "director")
def model(slug, model):
    module = live_module(slug)
    return render_template("banks/model.html", module=module, shown=page_of(module, model))


@banks.route("/banks/<slug>/models/<model>/variants/")
@for_role("educator", "director")
def variants(slug, model):
    module = live_module(slug)
    shown = page_of(module, model)
    wanted = VariantFilter.of(shown.model, request.args)
    return render_template(
        "banks/variants.html",
        module=module,
        shown=shown,
        filter=wanted,
        which=WHICH,
        page=part_of([one for one in shown.variants if wanted.lets_through(one)]),
    )


@banks.route("/banks/<slug>/models/<model>/variants/<variant>/")
@for_role("educator", "director")
def variant(slug, model, variant):
    """One as a learner meets it, and its neighbors among those that the filter in the address lets through."""
    module = live_module(slug)
    shown = page_of(module, model)
    wanted = VariantFilter.of(shown.model, request.args)
    here = next((one for one in shown.variants if one.name == variant), None) or abort(404)
    among = [one for one in shown.variants if wanted.lets_through(one) or one is here]
    place = among.index(here)
    return render_template(
        "banks/variant.html",
        module=module,
        shown=shown,
        filter=wanted,
        which=WHICH,
        here=here,
        item=shown.item_of(here.variant) if here.variant else None,
        place=place + 1,
        total=len(among),
        neighbors=around(among, place),
    )


def around(among: list[Shown], place: int) -> tuple[Shown | None, Shown | None]:
    return (among[place - 1] if place else None, among[place + 1] if place + 1 < len(among) else None)


def live_module(slug: str) -> PublishedModule:
    live = queries.live_version(slug) or abort(404)
    return queries.published(live.id)


def page_of(module: PublishedModule, model_id: str) -> ModelPage:
    found = next((model for model in module.content.models if model.id == model_id), None) or abort(404)
    return ModelPage(found, module)
