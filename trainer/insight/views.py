"""An educator's pages of numbers. They name no person, and say nothing of so few that one could be told."""

from flask import Blueprint, abort, render_template, request

from trainer.insight import queries
from trainer.insight.again import corrected_versions
from trainer.insight.corrections.queries.approvals import approvals
from trainer.insight.form_page import FormPage
from trainer.insight.forms import NumbersFilter
from trainer.insight.item_page import versions_of
from trainer.insight.pages import FEWEST_SHOWN, SORTS, ordered, points, rows
from trainer.insight.rules.alarms import GRAVEST_FIRST
from trainer.insight.summaries import Summary, summary_of
from trainer.web.access import for_role, me
from trainer.web.paging import Page, part_of

insight = Blueprint("insight", __name__, url_prefix="/numbers")
ALARMS_SHOWN = 12
CORRECTED_SHOWN = 50  # item versions


@insight.get("/")
@for_role("educator")
def overview():
    return render_template("insight/overview.html", modules=queries.overviews())


@insight.get("/<slug>/")
@for_role("educator")
def module(slug):
    versions = queries.versions(slug) or abort(404)
    extents = queries.extents(versions[0].module_id)
    wanted = NumbersFilter(request.args, versions, extents)
    approved = approvals(versions[0].module_id)
    summary, _ = summary_of(wanted.asked(versions, zone()), wanted.by.data, extents, approved)
    places = ordered(summary, wanted.sort.data or "", bool(wanted.flagged.data), wanted.model.data or "")
    page = part_of(places)
    return render_template(
        "insight/module.html",
        slug=slug,
        live=versions[0],
        filter=wanted,
        summary=summary,
        is_hidden=is_hidden(wanted, summary),
        corrected=corrected_versions(approved),
        about=queries.named([one.item_version_id for one in approved][:CORRECTED_SHOWN]),
        page=Page(rows(summary, page.items), page.number, page.total, page.per_page),
        points=points(summary, places),
        flagged=flagged(summary),
        sorts=SORTS,
        fewest=FEWEST_SHOWN,
    )


@insight.get("/<slug>/form/")
@for_role("educator")
def form(slug):
    versions = queries.versions(slug) or abort(404)
    extents = queries.extents(versions[0].module_id)
    wanted = NumbersFilter(request.args, versions, extents, whole=False)
    version = next(one for one in versions if str(one.number) == wanted.version.data)
    approved = approvals(version.module_id)
    page = FormPage.of(wanted.asked(versions, zone()), version, approved)
    return render_template(
        "insight/form.html",
        slug=slug,
        version=version,
        filter=wanted,
        page=page,
        corrected=corrected_versions(approved),
        is_hidden=wanted.is_narrow and page.takers < FEWEST_SHOWN,
        fewest=FEWEST_SHOWN,
    )


@insight.get("/<slug>/items/<item>/")
@for_role("educator")
def item(slug, item):
    versions = queries.versions(slug) or abort(404)
    extents = queries.extents(versions[0].module_id)
    wanted = NumbersFilter(request.args, versions, extents)
    asked = wanted.asked(versions, zone())
    approved = approvals(asked.module_id)
    summary, answers = summary_of(asked, "version", extents, approved)
    found = versions_of(summary, answers, asked, item, approved)
    if not found and not queries.has_item(versions[0].module_id, item):
        abort(404)
    corrected = corrected_versions(approved)
    about = {one: named for one, named in queries.named(list(corrected)).items() if named.slug == item}
    takers = sum(one.row.takers for one in found)
    return render_template(
        "insight/item.html",
        slug=slug,
        item=item,
        live=versions[0],
        filter=wanted,
        versions=found,
        corrected=corrected,
        about=about,
        is_hidden=wanted.is_narrow and takers < FEWEST_SHOWN,
        fewest=FEWEST_SHOWN,
    )


def flagged(summary: Summary):
    """The gravest first, each with the item it is about."""
    told = [(summary.meanings[one.item], one) for some in summary.alarms.values() for one in some]
    told.sort(key=lambda pair: (GRAVEST_FIRST.index(pair[1].kind), pair[0].slug, pair[0].number))
    return told[:ALARMS_SHOWN], len(told)


def is_hidden(wanted: NumbersFilter, summary: Summary) -> bool:
    return wanted.is_narrow and summary.takers < FEWEST_SHOWN


def zone() -> str:
    return me().time_zone or "UTC"
