"""Writing one part: its form, what stands in the way of publishing beside the fields, a save that overwrites nobody."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from trainer.banks.authoring import actions, comparing, queries, rules
from trainer.banks.authoring.actions import Conflict
from trainer.banks.authoring.findings import Found, findings, gaps
from trainer.banks.authoring.forms import PartForm, form_of
from trainer.banks.authoring.modeling.variants import variants_in
from trainer.banks.authoring.models import Part, PartVersion
from trainer.banks.authoring.pages import CALLED, ONE
from trainer.banks.authoring.parts import Piece
from trainer.banks.authoring.reviewing.reviewers import reviewers_of
from trainer.banks.authoring.setting import Setting
from trainer.banks.views import banks
from trainer.banks.views.authoring import newest_or_404, part_or_404, setting_of
from trainer.db import broken_constraint, db
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm

ALL_WROTE = "everybody who educates here has words in it, and its review says how to get somebody else"
AT_ONCE = "uq_part_version_part_id_number"
CHANGING = ("add ", "drop ", "up ", "down ", "paste ", "copy ", "off ", "as ", "clean ")
WITH_A_FILE = {"banks.part", "banks.part_preview", "banks.part_new"}
PHOTOGRAPH = 30_000_000  # bytes; it cannot be a figure, and is told so by its name


@banks.url_value_preprocessor
def make_room_for_drawings(endpoint, _values):
    """Before anything reads the form; what is made of the file has a limit of its own."""
    if endpoint in WITH_A_FILE and current_user.is_authenticated and me().holds("educator"):
        request.max_content_length = PHOTOGRAPH


@dataclass
class Sheet:
    """What is on the screen: the part, the form as it stands, and what that says."""

    part: Part
    newest: PartVersion
    form: PartForm
    setting: Setting
    document: dict[str, Any]

    @classmethod
    def of(cls, newest: PartVersion) -> "Sheet":
        part = newest.part
        setting = setting_of(part.manuscript)
        form = form_of(part.kind, newest.document, newest.number, setting, part.slug)
        return cls(part, newest, form, setting, newest.document).as_typed(form)

    def as_typed(self, form: PartForm) -> "Sheet":
        said = form.written(self.newest.document) if request.method == "POST" else self.newest.document
        document = actions.named(self.part.kind, self.part.slug, said)
        setting = form.around(self.setting).with_piece(Piece(self.part.kind, self.part.slug, document))
        return Sheet(self.part, self.newest, form, setting, document)


def newest_of(part: Part) -> PartVersion:
    newest = queries.newest_version(part)
    assert newest is not None, "a part is made with its first version"
    return newest


@banks.route("/manuscripts/<int:manuscript_id>/parts/<int:part_id>/", methods=["GET", "POST"])
@for_role("educator")
def part(manuscript_id, part_id):
    sheet = Sheet.of(newest_or_404(manuscript_id, part_id))
    doing = request.form.get("do", "save") if request.method == "POST" else ""
    if doing.startswith(CHANGING):
        sheet = sheet.as_typed(sheet.form.changed(doing))
        sheet.form.offer(sheet.setting)
        return sheet_page(sheet, is_typed=True)
    if doing == "save" and sheet.form.submitted():
        return save(sheet)
    return sheet_page(sheet, 422 if sheet.form.errors else 200)


@banks.route("/manuscripts/<int:manuscript_id>/parts/<int:part_id>/submission", methods=["POST"])
@for_role("educator")
def part_submission(manuscript_id, part_id):
    part = part_or_404(manuscript_id, part_id)
    if ButtonForm().submitted():
        actions.submit(me(), newest_of(part))
        db.session.commit()
        able = reviewers_of(me(), part)
        who = f"{able.in_words} can review it" if able.names else ALL_WROTE
        flash(f"It waits for a reviewer now: {who}.", "success" if able.names else "warning")
    return redirect(url_for(".part", manuscript_id=manuscript_id, part_id=part_id))


@banks.route("/manuscripts/<int:manuscript_id>/parts/<int:part_id>/retirement", methods=["POST"])
@for_role("educator")
def part_retirement(manuscript_id, part_id):
    """Take it out, or bring it back; what was typed elsewhere on the page is not touched."""
    part = part_or_404(manuscript_id, part_id)
    newest = newest_of(part)
    seen = request.form.get("number", type=int) or 0
    if ButtonForm().submitted():
        outcome = actions.save(me(), part, newest.document, seen, retired=not newest.retired)
        if isinstance(outcome, Conflict):
            flash(f"{newest.author.name} has saved version {newest.number} meanwhile. Look at it first.", "error")
        else:
            db.session.commit()
            flash(told_of_retirement(part, outcome.retired), "success")
    return redirect(url_for(".part", manuscript_id=manuscript_id, part_id=part_id))


def told_of_retirement(part: Part, is_retired: bool) -> str:
    if not is_retired:
        return "It is back, as a draft."
    if queries.standing(part).state == rules.RETIRED:
        return "It is taken out. It was in no published version, so nobody has to approve that."
    return "It is to be retired once a reviewer has approved that. What was answered to it stays."


def save(sheet: Sheet):
    form, newest = sheet.form, sheet.newest
    try:
        seen = form.number.data or 0
        outcome = actions.save(me(), sheet.part, sheet.document, seen, form.note.data or "", retired=newest.retired)
        elsewhere = "" if isinstance(outcome, Conflict) else save_words(sheet)
        db.session.commit()
    except IntegrityError as problem:
        db.session.rollback()
        if broken_constraint(problem) != AT_ONCE:
            raise
        return conflict_page(sheet, newest_of(sheet.part))
    if isinstance(outcome, Conflict):
        return conflict_page(sheet, outcome.newest)
    found = found_in(sheet)
    many = len(found)
    waits = f" {many} {'thing stands' if many == 1 else 'things stand'} in the way of publishing." if found else ""
    is_new = outcome.number != newest.number
    told = f"Saved as version {outcome.number}." if is_new else "" if elsewhere else "Nothing has changed."
    flash(f"{told} {elsewhere}{waits}".strip(), "success")
    for note in form.notes:
        flash(note, "info")
    return redirect(url_for(".part", manuscript_id=sheet.part.manuscript_id, part_id=sheet.part.id))


def save_words(sheet: Sheet) -> str:
    """The words of a figure stand in the article, which gets a version of its own; "" where it says them already."""
    part = queries.part_called(sheet.part.manuscript, "material", "material") if sheet.part.kind == "figure" else None
    if part is None:
        return ""
    newest = newest_of(part)
    text = sheet.form.article(str(newest.document.get("text", "")))
    if text is None:
        return ""
    actions.save(me(), part, {"text": text}, newest.number, f"The words of the figure {sheet.part.slug}.")
    return f"Its words stand in version {newest.number + 1} of the article."


def conflict_page(sheet: Sheet, theirs: PartVersion):
    """Both are shown; nothing typed is lost, and saving once more puts it on top, knowingly."""
    sheet.form.number.data, sheet.form.number.raw_data = theirs.number, None
    sheet.newest = theirs
    differences = comparing.compared(sheet.part.kind, theirs.document, sheet.document)
    return sheet_page(sheet, 409, differences=differences)


def found_in(sheet: Sheet) -> list[Found]:
    return [] if sheet.newest.retired else findings(sheet.part.kind, sheet.document, sheet.setting)


def sheet_page(sheet: Sheet, status: int = 200, differences=None, *, is_typed: bool = False):
    standing = queries.standing(sheet.part)
    found = [sheet.form.located(one) for one in found_in(sheet)]
    there = queries.cells(sheet.part.manuscript) if sheet.part.kind == "blueprint" else {}
    found += [*sheet.form.own_findings(), *(gaps(sheet.document, there) if there else ())]
    beside: dict[str, list] = {}
    for one in found:
        beside.setdefault(sheet.form.field_for(one.place) if one.place else "", []).append(one)
    return render_template(
        "banks/authoring/part.html",
        sheet=sheet,
        form=sheet.form,
        part=sheet.part,
        manuscript=sheet.part.manuscript,
        called=ONE.get(sheet.part.kind, CALLED[sheet.part.kind].lower()).capitalize(),
        sent_back=queries.last_verdict(standing.version_id) if standing.state == rules.SENT_BACK else None,
        standing=standing,
        found=found,
        beside=beside,
        there=there,
        differences=differences,
        is_typed=is_typed or differences is not None or bool(sheet.form.errors),
        variants=variants_in(sheet.document) if sheet.part.kind == "model" else None,
        variant=number_of(request.form.get("variant")),
        touched=touched_by(sheet.newest),
        button=ButtonForm(),
    ), status


def number_of(text: str | None) -> int:
    """The number of a variant, the first one's where none is named."""
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


def touched_by(newest: PartVersion):
    """Where it is an item that people have answered: what saving it would mean for their marks."""
    module_id = newest.part.manuscript.module_id
    if newest.part.kind != "item" or module_id is None:
        return None
    return current_app.extensions["marking touched"](module_id, newest)
