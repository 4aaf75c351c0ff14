"""What changed in a module, a quiz on it as it is proposed, and those that were released."""

from flask import abort, flash, redirect, render_template, request, url_for

from trainer.banks import queries as banks
from trainer.banks.models import ModuleVersion
from trainer.db import db
from trainer.quizzes.deltas import actions, pages, queries, rules
from trainer.quizzes.deltas.comparing import Comparison, compare
from trainer.quizzes.deltas.forms import ReleaseForm
from trainer.quizzes.deltas.views import deltas
from trainer.web.access import for_role, me
from trainer.web.paging import page_of

VERSIONS = 10  # older ones that a comparison can begin with
LISTED = 50  # items or passages on a page


@deltas.get("/banks/<slug>/changes/")
@for_role("educator", "director")
def released(slug):
    live = banks.live_version(slug) or abort(404)
    page = page_of(queries.released(live.module_id))
    return render_template("quizzes/deltas/released.html", live=live, page=page, slug=slug)


@deltas.route("/banks/<slug>/changes/proposal", methods=["GET", "POST"])
@for_role("educator")
def proposal(slug):
    live = banks.live_version(slug) or abort(404)
    versions = banks.newest_versions(live.module, VERSIONS + 1)
    comparison = compare(chosen(versions, request.args.get("since")), live)
    form = ReleaseForm(comparison)
    if form.submitted():
        with form.or_refused():
            terms = actions.Terms(
                form.title.data, form.words.data, form.size.data, form.cut_percent.data, form.until_on.data
            )
            delta = actions.release(me(), comparison, terms)
            db.session.commit()
            flash("Released. Directors can offer it to their people now; nobody was written to yet.", "success")
            return redirect(url_for(".release", slug=slug, delta_id=delta.id))
    return render_template(
        "quizzes/deltas/proposal.html",
        live=live,
        slug=slug,
        versions=versions,
        comparison=comparison,
        concerned=concerned(comparison, live),
        drawn=drawn(comparison, form.size.data),
        listed=LISTED,
        form=form,
    ), 422 if form.errors else 200


def chosen(versions, asked: str | None) -> ModuleVersion:
    """The version asked for; else the one before the live one, and of a module with one version that one."""
    usual = versions[1] if len(versions) > 1 else versions[0]
    return next((one for one in versions if str(one.number) == asked), usual)


def concerned(comparison: Comparison, live: ModuleVersion) -> list[tuple[str, int]]:
    """By clinic, as many as there are; without names: whom it is, is for the clinic to know."""
    clinics = queries.clinics()
    if not clinics or not comparison.changes:
        return []
    wanted = queries.concerned(pages.older_than(comparison, live), pages.grounds_of(clinics, live.module.slug))
    numbers = queries.by_clinic(wanted)
    return [(one.name, numbers[one.id]) for one in clinics if one.id in numbers]


def drawn(comparison: Comparison, size: int | None) -> set[int]:
    """The items of one form as it could be drawn."""
    return set(rules.draw([one.candidate for one in comparison.asked], size or 0, seed=1))


@deltas.get("/banks/<slug>/changes/<int:delta_id>/")
@for_role("educator", "director")
def release(slug, delta_id):
    delta = queries.delta_by_id(delta_id)
    if delta.to_version.module.slug != slug:
        abort(404)
    module = banks.published(delta.to_version_id)
    return render_template(
        "quizzes/deltas/release.html",
        delta=delta,
        slug=slug,
        module=module,
        readings=pages.readings_of(delta),
        items=[(module.by_version[one["item"]], one["passage"]) for one in delta.items[:LISTED]],
        stale=banks.stale_items(delta.module_id),
        offers=queries.counted(delta),
    )
