"""What everybody reads: the modules, and the article of each."""

from flask import abort, current_app, render_template, request

from trainer.banks import queries
from trainer.banks.models import ModuleVersion
from trainer.banks.pages.bank import Shelf
from trainer.banks.views import banks
from trainer.people.models import Clinic
from trainer.web.access import me
from trainer.web.paging import part_of


@banks.route("/modules/")
def modules():
    adopted = queries.adopted_by(my_clinics())
    states = current_app.extensions["module states"](me())
    shelved = [(live, adopted.get(live.module_id)) for live in queries.live_versions()]
    of_version = queries.outlines({one.module_version_id if one else live.id for live, one in shelved})
    shelves = []
    for live, adoption in shelved:
        module = of_version[adoption.module_version_id if adoption else live.id]
        shelves.append(Shelf(live, adoption, module, states.get(module.slug)))
    return render_template("banks/modules.html", shelves=shelves, clinics=my_clinics())


@banks.route("/modules/<slug>/")
def article(slug):
    live = queries.live_version(slug) or abort(404)
    in_force = queries.adopted_by(my_clinics()).get(live.module_id)
    version = version_asked_for(slug) or (in_force.module_version if in_force else live)
    return render_template(
        "banks/article.html",
        version=version,
        live=live,
        in_force=in_force,
        adoptions=queries.adoptions_of_version(version, my_clinics()),
        clinics=my_clinics(),
        module=queries.published(version.id),
    )


@banks.route("/modules/<slug>/practice/<passage>/")
def practice(slug, passage):
    """All items to try on one passage, where the article shows the first few."""
    version = version_read(slug)
    module = queries.published(version.id)
    kept = module.practice.get(passage) or abort(404)
    page = part_of(kept)
    shown = [module.by_version[one.version_id] for one in page.items]
    return render_template("banks/practice.html", module=module, version=version, shown=shown, page=page)


def version_read(slug: str) -> ModuleVersion:
    """The one that the address names, else that which my clinic adopted, else the live one."""
    live = queries.live_version(slug) or abort(404)
    in_force = queries.adopted_by(my_clinics()).get(live.module_id)
    return version_asked_for(slug) or (in_force.module_version if in_force else live)


def my_clinics() -> list[Clinic]:
    """Where I practice; who practices nowhere (a director, an educator) reads as their clinics do."""
    return me().clinics_as("practitioner") or me().clinics


def version_asked_for(slug: str) -> ModuleVersion | None:
    """The version that ?version= names; a number that never was is a page that never was."""
    if "version" not in request.args:
        return None
    number = request.args.get("version", type=int)
    if number is None or not 0 < number < 1_000_000:
        abort(404)
    return queries.version_of(slug, number) or abort(404)
