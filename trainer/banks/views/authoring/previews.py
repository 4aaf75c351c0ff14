"""A part as a learner meets it, for the frame beside its form. These pages alone may stand in a frame of our own."""

import re
from types import SimpleNamespace

from flask import current_app, render_template, request
from pydantic import ValidationError

from trainer import clock
from trainer.banks import figures
from trainer.banks.authoring.modeling.variants import variants_in
from trainer.banks.authoring.parts import figure_file
from trainer.banks.content import Item, item_of
from trainer.banks.views import banks
from trainer.banks.views.authoring import newest_or_404
from trainer.banks.views.authoring.parts import Sheet, number_of
from trainer.web.access import for_role
from trainer.web.security import CONTENT_SECURITY_POLICY, talisman

IN_OUR_FRAME = {**CONTENT_SECURITY_POLICY, "frame-ancestors": "'self'"}
UNSAID = {"objective": "-", "level": "recall", "passage": "-", "facts": ["-"]}  # what a learner does not see
SCRIPT = re.compile(r"<script\b[^>]*></script>")  # the frame runs none; the browser would complain of each
COLORS = ("light", "dark")
NOT_YET = (ValidationError, LookupError, ValueError, StopIteration)  # what is half written cannot always be drawn


@banks.route("/manuscripts/<int:manuscript_id>/parts/<int:part_id>/preview", methods=["GET", "POST"])
@for_role("educator")
@talisman(frame_options="SAMEORIGIN", content_security_policy=IN_OUR_FRAME)
def part_preview(manuscript_id, part_id):
    sheet = Sheet.of(newest_or_404(manuscript_id, part_id))
    try:
        shown = SHOWN.get(sheet.part.kind, nothing)(sheet)
    except NOT_YET:
        shown = page(sheet, waits=True)
    return SCRIPT.sub("", shown)


def question(sheet: Sheet) -> str:
    return asked_or_reviewed(sheet, whole(sheet.document))


def asked_or_reviewed(sheet: Sheet, item: Item) -> str:
    shown = sheet.setting.placed(item)
    if asked("view") == "review":
        return page(sheet, items=[shown], reviewed=True)
    return current_app.extensions["question page"](shown, sheet.setting.title, 40, colors())


def whole(document: dict) -> Item:
    return item_of(UNSAID | {"stem": "…", **document})


def variant(sheet: Sheet) -> str:
    """The one of its questions that is chosen beside the frame."""
    made = variants_in(sheet.document)
    if made is None or not made.made:
        return page(sheet, waits=True)
    return asked_or_reviewed(sheet, made.item(min(number_of(asked("variant")), len(made.made) - 1)))


def article(sheet: Sheet) -> str:
    version = SimpleNamespace(id=0, number=1, published_at=clock.now())
    return render_template(
        "banks/article.html",
        version=version,
        live=version,
        in_force=None,
        adoptions=(),
        clinics=(),
        module=sheet.setting.module,
        shown_colors=colors(),
    )


def drawing(sheet: Sheet) -> str:
    """As its tree is written again, like everywhere: a comment may end elsewhere for a browser than for XML."""
    text = sheet.setting.shown_figures[figure_file(sheet.part.slug)]
    words = sheet.form.words
    return page(sheet, drawing=figures.named(text, words["alternative"] or sheet.part.slug), words=words)


def story(sheet: Sheet) -> str:
    return page(sheet, story=str(sheet.document.get("text", "")))


def nothing(sheet: Sheet) -> str:
    return page(sheet)


SHOWN = {
    "item": question,
    "model": variant,
    "material": article,
    "about": article,
    "facts": article,
    "figure": drawing,
    "case": story,
}


def page(sheet: Sheet, **shown) -> str:
    return render_template("banks/authoring/preview.html", sheet=sheet, shown_colors=colors(), **shown)


def asked(name: str) -> str:
    return request.values.get(name, "")


def colors() -> str | None:
    return asked("colors") if asked("colors") in COLORS else None
