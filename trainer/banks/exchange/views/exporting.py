"""Questions to take along: choose of what and how, see what the format cannot hold, download."""

from io import BytesIO

from flask import abort, redirect, render_template, request, send_file, url_for

from trainer.banks.authoring.models import Manuscript
from trainer.banks.exchange.exporting import ENDINGS, FILES, export_of, source_of, sources
from trainer.banks.exchange.forms import NAMES
from trainer.banks.formats import tables
from trainer.banks.views import banks
from trainer.web.access import for_role
from trainer.web.paging import part_of

TEMPLATES = {"xlsx": tables.template, "csv": tables.template_csv}


@banks.get("/exports/")
@for_role("educator")
def exports():
    """With ?of= and ?format=, what would be lost; nothing is changed by looking."""
    of, format_ = request.args.get("of", ""), request.args.get("format", "")
    source = source_of(of) if of else None
    if (of and source is None) or format_ not in {"", FILES, *ENDINGS}:
        abort(404)
    if source is not None and format_ == FILES:
        return redirect(files_of(source))
    export = export_of(source, format_) if source is not None and format_ else None
    return render_template(
        "banks/exchange/exports.html",
        sources=sources(),
        formats={name: NAMES[name] for name in ENDINGS} | {FILES: "the files of this product, all of them, as a zip"},
        of=of,
        format=format_,
        export=export,
        page=part_of(export.losses) if export else None,
    )


@banks.get("/exports/file")
@for_role("educator")
def export_file():
    source, format_ = source_of(request.args.get("of", "")), request.args.get("format", "")
    if source is None or format_ not in ENDINGS:
        abort(404)
    export = export_of(source, format_)
    return as_download(export.written.data, export.name)


@banks.get("/exports/template.<ending>")
@for_role("educator")
def exchange_template(ending):
    """A table to be filled in."""
    make = TEMPLATES.get(ending) or abort(404)
    return as_download(make(), f"questions.{ending}")


def files_of(source) -> str:
    if isinstance(source, Manuscript):
        return url_for(".manuscript_files", manuscript_id=source.id)
    return url_for(".bank_files_zip", slug=source.module.slug)


def as_download(data: bytes, name: str):
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)
