"""Any two versions side by side: of a part, and of a published module."""

from dataclasses import replace

from flask import abort, render_template, request

from trainer.banks import queries as bank_queries
from trainer.banks.authoring import comparing
from trainer.banks.authoring import queries as authoring
from trainer.banks.authoring.comparing.queries import differences_of, filled
from trainer.banks.authoring.reviewing import queries as reviewing
from trainer.banks.models import ModuleVersion
from trainer.banks.views import banks
from trainer.web.access import for_role
from trainer.web.paging import part_of

PER_PAGE = 20  # parts of a module, each with all that differs in it


@banks.route("/manuscripts/<int:manuscript_id>/parts/<int:part_id>/versions/")
@for_role("educator")
def part_versions(manuscript_id, part_id):
    history = reviewing.history(part_id=part_id) if max(manuscript_id, part_id) < 2**31 else None
    if history is None or history.part.manuscript_id != manuscript_id:
        abort(404)
    numbers = [one.row.number for one in history.versions]
    before, after = two_of(numbers)
    ids = {one.row.number: one.row.id for one in history.versions}
    documents = authoring.documents([ids[before], ids[after]])
    return render_template(
        "banks/authoring/reviewing/versions.html",
        history=history,
        states=authoring.states(history.part),
        name=comparing.called(history.part.kind),
        before=before,
        after=after,
        differences=comparing.compared(history.part.kind, documents[ids[before]], documents[ids[after]]),
        remarks=reviewing.remarks(part_id),
        label_of=comparing.label_of_dotted,
    )


@banks.route("/banks/<slug>/differences/")
@for_role("educator", "director")
def bank_differences(slug):
    live = bank_queries.live_version(slug) or abort(404)
    before, after = two_of(range(1, live.number + 1))
    old, new = (version_or_404(live, number) for number in (before, after))
    page = part_of(differences_of(old, new), PER_PAGE)
    return render_template(
        "banks/authoring/reviewing/module_versions.html",
        live=live,
        before=before,
        after=after,
        page=replace(page, items=filled(page.items, old, new)),
        called=comparing.called,
    )


def two_of(numbers) -> tuple[int, int]:
    """The versions that ?from= and ?to= name; the newest and the one before it unless they do."""
    after = request.args.get("to", numbers[-1], type=int)
    before = request.args.get("from", max(after - 1, 1), type=int)
    if before not in numbers or after not in numbers:
        abort(404)
    return before, after


def version_or_404(live: ModuleVersion, number: int) -> ModuleVersion:
    return live if number == live.number else bank_queries.version_of(live.module.slug, number) or abort(404)
