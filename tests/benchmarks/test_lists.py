"""A thousand of whatever a list shows: under eight statements, and the first fifty at once."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert

from tests.insight.corrections.builders import make_ward, sit
from trainer.banks.authoring.models import Manuscript
from trainer.banks.drafts.models import DraftText
from trainer.banks.exchange.models import QuestionBatch
from trainer.db import db
from trainer.insight.corrections.models import Contest, Correction
from trainer.insight.studies.models import CutStudy
from trainer.quizzes.deltas.models import Delta

pytestmark = pytest.mark.sqlite
MANY, FIRST = 1_000, 50
THEN = datetime(2026, 3, 1, 9, tzinfo=UTC)


def fill(table, **row: Any) -> None:
    """Rows that differ where a value is a function of the number."""
    rows = [
        {name: value(number) if callable(value) else value for name, value in row.items()}
        for number in range(1, MANY + 1)
    ]
    db.session.execute(insert(table), rows)


def fill_the_lists(ward, attempt_id: int) -> None:
    version, by = ward.version, ward.educator.id
    fill(
        DraftText,
        title=lambda number: f"Text {number}",
        name="pasted text",
        digest="0",
        source={},
        about={},
        made_by_id=by,
        made_at=THEN,
    )
    fill(
        Delta,
        module_id=version.module_id,
        from_version_id=version.id,
        to_version_id=version.id,
        title=lambda number: f"Changes {number}",
        words="Read them.",
        passages=["P-1"],
        items=[],
        source_changes=[],
        size=1,
        cut_percent=50,
        minutes=5,
        attempts=3,
        per_days=30,
        wait_hours=0,
        until_on=date(2026, 9, 1),
        released_by_id=by,
        released_at=THEN,
    )
    fill(
        CutStudy,
        module_version_id=version.id,
        purpose="Who may needle.",
        borderline="Just good enough.",
        seed=lambda number: number,
        domain=[],
        convened_by_id=by,
        convened_at=THEN,
    )
    fill(
        Correction,
        module_id=version.module_id,
        remedy="drop",
        reason="Nobody can tell.",
        retest_until=date(2026, 9, 1),
        policy={},
        radius={"tally": {"gained": 0, "kept": 0}},
        proposed_by_id=by,
        proposed_at=THEN,
    )
    fill(
        Contest,
        attempt_id=attempt_id,
        number=lambda number: number,
        item_version_id=ward.item.id,
        words="There are two.",
        made_by_id=by,
        made_at=THEN,
    )
    fill(
        QuestionBatch,
        file_name=lambda number: f"bank-{number}.gift",
        sha256=lambda number: str(number),
        size=1,
        sent_by_id=by,
        sent_at=THEN,
        format="",
        lines_done=0,
    )
    fill(Manuscript, slug=lambda number: f"m-{number}", title="Hands", begun_by_id=by, begun_at=THEN)


def test_every_list_has_fifty_rows_and_few_statements(browser, statements):
    ward = make_ward()
    attempt = sit(ward.person("Ana"), ward, {})
    fill_the_lists(ward, attempt.id)
    db.session.commit()
    for person, address, rows in (
        (ward.educator, "/drafts/", ".tile"),
        (ward.educator, "/banks/lungs/changes/", ".tile"),
        (ward.director, f"/clinics/{ward.clinic.slug}/changes", ".tile"),
        (ward.educator, "/banks/lungs/studies/", ".timeline > li"),
        (ward.educator, f"/contests/{ward.item.id}/", "article.sheet"),
        (ward.educator, "/corrections/", "tbody tr"),
        (ward.educator, "/imports/", "tbody tr"),
        (ward.educator, "/manuscripts/", ".tile"),
    ):
        page = browser.sign_in(person)
        page.open(address)
        with statements() as seen:
            page.open(address)
        shown = len(page.page.select(rows))
        assert (len(seen) < 8, shown) == (True, FIRST), (address, len(seen), shown)
