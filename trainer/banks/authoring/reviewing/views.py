"""The queue of what waits for a reviewer, and one part to a screen: approve, send back, remark, on to the next."""

from flask import abort, flash, redirect, render_template, request, url_for

from trainer.banks.authoring import comparing
from trainer.banks.authoring import queries as authoring
from trainer.banks.authoring.models import Manuscript
from trainer.banks.authoring.parts import Piece
from trainer.banks.authoring.reviewing import actions, queries
from trainer.banks.authoring.reviewing.forms import AnswerForm, ApprovalForm, RemarkForm, ReturnForm, VerdictForm
from trainer.banks.authoring.reviewing.pages import Sheet
from trainer.banks.authoring.reviewing.reviewers import reviewers
from trainer.banks.authoring.reviewing.rules import TAKEN_BACK, place_in
from trainer.banks.authoring.setting import Setting
from trainer.banks.views import banks
from trainer.db import db
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of

AT_ONCE = "Somebody else has just decided on this part. Look at it again, then decide."
FIRST = {"uq_part_review_part_version_id_number": ("seen", AT_ONCE)}
ANSWERED = "Somebody else has just answered this remark."


@banks.route("/reviews/")
@for_role("educator")
def reviews():
    manuscript = manuscript_asked_for()
    chosen = manuscript.id if manuscript else None
    mine = queries.queue(me(), chosen)
    return render_template(
        "banks/authoring/reviewing/queue.html",
        page=page_of(queries.waiting_rows(me(), chosen)),
        manuscript=manuscript,
        first=mine[0] if mine else None,
        mine=len(mine),
        able=reviewers(me(), {me().id}),
        called=comparing.called,
    )


@banks.route("/reviews/<int:version_id>/")
@for_role("educator")
def review(version_id):
    return sheet_page(sheet_or_404(version_id))


@banks.route("/reviews/<int:version_id>/approval", methods=["POST"])
@for_role("educator")
def review_approval(version_id):
    sheet, form = sheet_or_404(version_id), ApprovalForm()
    if form.submitted() and not is_overtaken(form, sheet):
        with form.beside(**FIRST), form.or_refused():
            actions.review(me(), sheet.history, sheet.row, approves=True)
            db.session.commit()
            return go_on(sheet)
    return sheet_page(sheet_or_404(version_id), approval=form)


@banks.route("/reviews/<int:version_id>/return", methods=["POST"])
@for_role("educator")
def review_return(version_id):
    sheet, form = sheet_or_404(version_id), ReturnForm()
    if form.submitted() and not is_overtaken(form, sheet):
        with form.beside(**FIRST), form.or_refused():
            actions.review(me(), sheet.history, sheet.row, approves=False, words=form.words.data)
            db.session.commit()
            if form.words.data == TAKEN_BACK:
                flash("Your approval is taken back. Decide again, or leave it sent back.", "success")
                return redirect(here(version_id))
            return go_on(sheet)
    return sheet_page(sheet_or_404(version_id), sent_back=form)


@banks.route("/reviews/<int:version_id>/remarks", methods=["POST"])
@for_role("educator")
def review_remarks(version_id):
    sheet = sheet_or_404(version_id)
    form = RemarkForm.on(sheet.fields)
    if form.submitted():
        actions.remark(me(), sheet.row, form.about.data, form.remark.data)
        db.session.commit()
        flash("Your remark is kept with this version.", "success")
        return redirect(here(version_id))
    return sheet_page(sheet, remark=form)


@banks.route("/reviews/remarks/<int:remark_id>/answer", methods=["POST"])
@for_role("educator")
def review_answer(remark_id):
    remark, form = queries.remark(remark_id) or abort(404), AnswerForm()
    if form.submitted():
        with form.beside(uq_part_remark_answer_remark_id=("answer", ANSWERED)):
            actions.answer(me(), remark, form.answer.data)
            db.session.commit()
            return redirect(here(remark.part_version_id))
    return sheet_page(sheet_or_404(remark.part_version_id), answers={remark_id: form})


@banks.route("/manuscripts/<int:manuscript_id>/submissions", methods=["POST"])
@for_role("educator")
def manuscript_submissions(manuscript_id):
    manuscript = authoring.manuscript(manuscript_id) or abort(404)
    handed_in = actions.submit_all(me(), manuscript)
    db.session.commit()
    many = len(handed_in)
    flash(f"{many} {'part waits' if many == 1 else 'parts wait'} for a reviewer now.", "success")
    return redirect(url_for(".reviews", manuscript=manuscript.id))


def manuscript_asked_for(at_hand: Manuscript | None = None) -> Manuscript | None:
    """The one that the way through the queue is limited to; most often that of the part, which is at hand."""
    asked = request.args.get("manuscript", type=int)
    if at_hand is not None and asked == at_hand.id:
        return at_hand
    return authoring.manuscript(asked) if asked is not None and 0 < asked < 2**31 else None


def here(version_id: int, **more) -> str:
    return url_for(".review", version_id=version_id, manuscript=request.args.get("manuscript", type=int), **more)


def sheet_or_404(version_id: int) -> Sheet:
    history = queries.history(version_id=version_id) if version_id < 2**31 else None
    version = next((one for one in history.versions if one.row.id == version_id), None) if history else None
    if history is None or version is None:
        abort(404)
    before = history.judged_before(version.row.number)
    part = history.part
    manuscript = manuscript_asked_for(part.manuscript)
    documents, around = queries.read(part, [version.row.id, *([before.row.id] if before else [])])
    setting = Setting(part.manuscript.slug, tuple(around))
    return Sheet(
        person=me(),
        history=history,
        version=version,
        documents=documents,
        setting=setting.with_piece(Piece(part.kind, part.slug, documents[version.row.id])),
        queue=queries.queue(me(), manuscript.id if manuscript else None),
        remarks=queries.remarks(part.id),
    )


def is_overtaken(form: VerdictForm, sheet: Sheet) -> bool:
    """Whether somebody decided after this form was opened; then it takes the newest number, to be sent once more."""
    there = len(sheet.version.verdicts)
    if form.seen.data == there:
        return False
    form.seen.errors = [AT_ONCE]
    form.seen.data, form.seen.raw_data = there, None
    return True


def go_on(sheet: Sheet):
    """To the next one at once; from the beginning again after the last."""
    left = [one for one in sheet.queue if one != sheet.row.id]
    following = place_in(sheet.queue, sheet.row.id)[1] or (left[0] if left else None)
    if following is not None:
        return redirect(here(following))
    flash("Nothing is left that you could review.", "success")
    return redirect(url_for(".reviews", manuscript=request.args.get("manuscript", type=int)))


def sheet_page(sheet: Sheet, approval=None, sent_back=None, remark=None, answers=None):
    forms = [form for form in (approval, sent_back, remark, *(answers or {}).values()) if form is not None]
    verdicts = [form for form in (approval, sent_back) if form is not None]
    is_behind = any(form.seen.errors for form in verdicts)
    refused = [message for form in verdicts for message in form.form_errors]
    seen = len(sheet.version.verdicts)
    return render_template(
        "banks/authoring/reviewing/sheet.html",
        sheet=sheet,
        able=reviewers(me(), sheet.authors) if sheet.waits_for_others else None,
        approval=approval or ApprovalForm(seen=seen),
        sent_back=sent_back or ReturnForm(seen=seen),
        remark=remark or RemarkForm.on(sheet.fields),
        answers=answers or {},
        answer=AnswerForm(),
        undo=None if sheet.waits_for_others else queries.last_verdict_of(me()),
        taken_back=TAKEN_BACK,
        called=comparing.called,
        only=manuscript_asked_for(sheet.history.part.manuscript),
        is_behind=is_behind,
        refused=refused,
        button=ButtonForm(),
    ), 409 if is_behind or refused else 422 if any(form.errors for form in forms) else 200
