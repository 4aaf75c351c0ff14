"""A study is closed: everything that came of it becomes a document with a hash, and a PDF, and stays so."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from trainer import clock
from trainer.banks import queries as banks
from trainer.banks.published import PublishedModule
from trainer.banks.rules.passing import Standard, passing_table
from trainer.db import db
from trainer.errors import Refused
from trainer.insight.studies import actions, queries
from trainer.insight.studies.models import FIRST, SECOND, CutReport, CutStudy, Panelist
from trainer.insight.studies.paper import report_pdf
from trainer.insight.studies.rules import HOLDS_FROM, Panel, Rated, findings
from trainer.insight.studies.rules.findings import rounded
from trainer.insight.studies.ties import ties_of
from trainer.people.models import Person
from trainer.trail.rules import canonical, digest, spelled

FORMAT = "cut score study 1"


class Altered(Refused):
    """What was frozen is not what is kept."""


def close(study: CutStudy, by: Person) -> CutReport:
    """The report is set before anything is written, and only stands if nobody on the panel spoke or left meanwhile."""
    actions.require_stage(study, "second round")
    panelists, newest = actions.counted(study, queries.progress_of(study)), queries.newest_word(study)
    actions.require_panel(panelists)
    now = clock.now()
    document = document_of(study, panelists, now)
    pdf = report_pdf(document, digest(document), made_at=now)
    actions.hold_study(study)
    actions.require_stage(study, "second round")
    actions.take(study, "closed", by)
    if queries.newest_word(study) != newest:
        raise Refused("Something has changed on the panel a moment ago. Look again, then close.")
    report = freeze(study, document, pdf, now)
    actions.tell("closed", study, by, cut=f"{report.percent:.1f}", hash=report.content_hash)
    return report


def freeze(study: CutStudy, document: dict[str, Any], pdf: bytes, now: datetime) -> CutReport:
    found = document["found"]["second_round"]
    report = CutReport(
        study_id=study.id,
        document=document,
        content_hash=digest(document),
        pdf=pdf,
        pdf_hash=sha256(pdf).hexdigest(),
        percent=found["percent"],
        error=found["error"],
        panelists=found["panelists"],
        domain=document["domain"],
        frozen_at=now,
    )
    db.session.add(report)
    db.session.flush()
    return report


def paper_of(report: CutReport, paper: str) -> bytes:
    """The bytes that a hash of the report is of: its "PDF", or its "document" as that is spelled.

    `Altered`: somebody has changed the row past the database's guards since it was frozen.
    """
    content, known = {
        "PDF": lambda: (report.pdf, report.pdf_hash),
        "document": lambda: (canonical(report.document), report.content_hash),
    }[paper]()
    if sha256(content).hexdigest() != known:
        raise Altered(
            f"The {paper} of this report is not the one that was frozen: its SHA-256 differs. It is not shown, and "
            "whoever keeps the records can read of this in the trail. Restore it from a backup."
        )
    return content


def document_of(study: CutStudy, panelists: list[Panelist], now: datetime) -> dict[str, Any]:
    """Nobody is named in it: it goes wherever the results go that it decides."""
    module = banks.published(study.module_version_id)
    panel = panel_of(study, module, panelists)
    found = findings(panel)
    quiz, cut = module.content.quiz, round(found["second_round"]["percent"])
    safety = [one.id for one in module.content.objectives if one.safety_critical]
    standard = Standard(cut, quiz.safety_critical_percent, tuple(safety), quiz.attempts)
    order = [one.item for one in panel.rated]
    return rounded(
        {
            "format": FORMAT,
            "study": study.id,
            "method": "modified Angoff, two rounds",
            "module": {
                "slug": module.slug,
                "title": module.content.title,
                "version": module.number,
                "content_hash": study.module_version.content_hash,
                "length": module.content.form_length,
            },
            "purpose": study.purpose,
            "borderline": study.borderline,
            "chosen": {"size": study.size, "seed": study.seed, "rated": len(order), "there": there(panel.rated)},
            "moments": {"convened": spelled(study.convened_at), "closed": spelled(now)}
            | {one.step: spelled(one.taken_at) for one in study.steps},
            "panel": [of_panelist(number, one) for number, one in enumerate(panelists, start=1)],
            "invited": len(study.panelists),
            "items": items_of(module, panel.rated),
            "ratings": {
                name: {who: [given[item] for item in order] for who, given in ratings.items()}
                for name, ratings in (("first", panel.first), ("second", panel.second))
            },
            "opinions": {who: vars(one) for who, one in panel.opinions.items()},
            "scores": sorted(panel.scores),
            "found": found,
            "standard": vars(standard) | {"safety_objectives": safety},
            "passing": [vars(one) for one in passing_table(module.content.blueprint, standard)],
            "domain": domain_of(study, module),
        }
    )


def panel_of(study: CutStudy, module: PublishedModule, panelists: list[Panelist]) -> Panel:
    """Panelists by number, in the order in which they were invited; who kept a rating has it in both rounds."""
    ids = [one.id for one in panelists]
    numbers = {panelist_id: str(number) for number, panelist_id in enumerate(ids, start=1)}
    first, again = queries.ratings_of(ids, FIRST), queries.ratings_of(ids, SECOND)
    opinions = queries.opinions_of(ids)
    return Panel(
        rated=rated_of(study, module),
        first={numbers[one]: {item: float(given) for item, given in first[one].items()} for one in ids},
        second={numbers[one]: {k: float(v) for k, v in (first[one] | again[one]).items()} for one in ids},
        opinions={numbers[one]: opinions[one] for one in ids if one in opinions},
        scores=queries.scores(module.module_id),
    )


def rated_of(study: CutStudy, module: PublishedModule) -> list[Rated]:
    found = []
    for one in study.items:
        if one.position > 0:
            item = module.by_version[one.item_version_id].item
            drawn = module.content.blueprint[item.objective][item.level]
            found.append(Rated(one.item_version_id, (item.objective, item.level), drawn, one.there))
    return found


def there(rated: Sequence[Rated]) -> int:
    return sum({one.cell: one.there for one in rated}.values())


def of_panelist(number: int, panelist: Panelist) -> dict[str, Any]:
    assert panelist.joined_at
    assert panelist.trained_at
    study = panelist.study
    return {
        "panelist": str(number),
        "qualification": panelist.qualification,
        "interest": panelist.interest,
        "ties": sorted({*panelist.ties, *ties_of(panelist.email, study.module_version.module, study.convened_by)}),
        "joined": spelled(panelist.joined_at),
        "trained": spelled(panelist.trained_at),
    }


def items_of(module: PublishedModule, rated: Sequence[Rated]) -> list[dict[str, Any]]:
    """In the order rated, with what real takers did where enough of them met the item."""
    facilities = queries.facilities([one.item for one in rated])
    found = []
    for one in rated:
        shown = module.by_version[one.item]
        share, takers = facilities.get(one.item, (None, 0))
        found.append(
            {
                "item": shown.item.id,
                "version": shown.number,
                "item_version_id": one.item,
                "objective": one.cell[0],
                "level": one.cell[1],
                "drawn": one.drawn,
                "there": one.there,
                "facility": None if share is None else 100 * share,
                "takers": takers,
            }
        )
    return found


def domain_of(study: CutStudy, module: PublishedModule) -> dict[str, Any]:
    """What the study was held on: all that could be scored then, whether it was rated or stood for by a sample."""
    return {"items": study.domain, "blueprint": module.content.blueprint, "holds_from": HOLDS_FROM}
