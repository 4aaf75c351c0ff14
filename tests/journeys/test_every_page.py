"""Every page there is, on phone and desk, light and dark: accessible, nothing sticks out, all large enough to tap."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import copied, make_app
from tests.journeys.flaws import assert_none, flaws_at
from tests.journeys.world import CORNERS, Pages, make_world, persona
from tests.watch import Watch
from trainer.db import db

pytestmark = pytest.mark.sqlite

# Met on the way somewhere only, or on an empty installation: see test_pages_on_the_way.
ON_THE_WAY = {
    "people.setup",
    "security.mf_recovery",
    "security.tf_select",
    "security.two_factor_rescue",
    "security.two_factor_token_validation",
    # tests/audit/samples/test_journey.py goes there
    "looks.at_clinic",
    "looks.mine",
    "looks.of_person",
    "samples.audit",
    "samples.audits",
    "samples.file",
    "samples.new",
    # tests/quizzes/deltas/test_journey.py goes there
    "deltas.release",
    "deltas.offers",
    "deltas.withdrawal",
    "deltas.mine",
    # tests/audit/todo/test_journey.py goes there
    "todo.today",
    "todo.action",
    "assignments.withdrawal",
    # tests/credentials/ledger/test_journey.py goes there
    "ledger.record",
    "ledger.lines_of",
    "ledger.practical",
    "ledger.signature",
    "ledger.observations",
    "ledger.observation",
    "ledger.signing",
    "ledger.refusal",
    "ledger.license_check",
    "ledger.training",
    "ledger.document",
    "ledger.suspension",
    "ledger.reinstatement",
    "ledger.revocation",
    "ledger.leave",
    "ledger.back",
    "ledger.correction",
    "ledger.certificate_correction",
    "ledger.temporary",
    "ledger.waiting",
    "ledger.approval",
    "ledger.policies",
    "ledger.policy",
    "ledger.policy_version",
    "ledger.ending",
    "ledger.any_waiting",
    "ledger.any_approval",
    "people.merger",
    "people.erasure",
    # tests/credentials/importing goes there
    "importing.batch",
    "importing.mapping",
    "importing.undo",
    "provenance.not_verified",
    "provenance.verification",
    # tests/credentials/reminders goes there
    "reminders.reminder",
    # tests/insight/corrections/test_journey.py goes there
    "corrections.at_clinic",
    "corrections.contest",
    "corrections.contested",
    "corrections.contests",
    "corrections.correction",
    "corrections.corrections_made",
    "corrections.decision",
    "corrections.new",
    "corrections.preview",
    # tests/insight/studies/test_journey.py goes there
    "studies.all_of_a_bank",
    "studies.new",
    "studies.study",
    "studies.close",
    "studies.give_up",
    "studies.report",
    "studies.panel",
    "studies.training",
    "studies.practice",
    "studies.item",
    "studies.again",
    "studies.questions",
    # tests/exchange/test_journey.py goes there
    "exchange.access",
    "exchange.revocation",
    "exchange.webhooks",
    "exchange.webhook",
    "exchange.delivery",
    "exchange.subjects",
    "exchange.removal",
    "api.reference",
}
NO_PAGES = {
    "static",
    "bootstrap.static",
    "security.wan_delete",  # leads back to the passkeys
    # answers for programs
    "api.document",
    "api.people",
    "api.person",
    "api.certificates",
    "api.certificate",
    "api.events",
    "api.status",
    "api.person_status",
    "banks.manuscript_files",  # a zip
    "banks.bank_files_zip",  # a zip
    "documents.certificate",  # a PDF
    "documents.transcript",  # a PDF
    "documents.ics",  # a calendar
    "studies.report_pdf",  # a PDF
    "studies.report_json",  # a document
    "importing.file",  # what was brought along
    "banks.import_file",  # the file that was sent
    "banks.exchange_template",  # a workbook
    "banks.export_file",  # in the format of another product
    "importing.left_out",  # a CSV
    "corrections.effects_csv",
    "corrections.clinic_csv",
    "credentials.check_json",
    "badges.badge",
    "badges.image",
    "badges.profile",
    "badges.did",
    "badges.revocations",
    "badges.suspensions",
}


@pytest.fixture(scope="module")
def world(migrated, shared) -> Path:
    """Made once: the file of the sample clinic's database, and the pages to visit."""

    def make(folder: Path) -> None:
        app = make_app(folder, migrated(folder), DEMO="1")
        with app.test_request_context():
            (folder / "pages.json").write_text(json.dumps(make_world()))
            db.session.remove()
            db.engine.dispose()

    return shared("world", make)


@pytest.fixture
def pages(world) -> dict[str, Pages]:
    return json.loads((world / "pages.json").read_text())


@pytest.fixture
def app(world, tmp_path) -> Iterator[Flask]:
    app = make_app(tmp_path, copied(world)(tmp_path), DEMO="1")
    app.extensions["watch"] = Watch(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("corner", CORNERS)
def test_every_page_is_good(corner, windows, pages):
    who = corner.partition(",")[0]
    window = windows(None if who == "stranger" else persona(who))
    assert_none(flaw for address, status in pages[corner].items() for flaw in flaws_at(window, address, status))


def test_no_page_is_forgotten(app, pages):
    """A new page fails here until somebody goes there: in world.py, or on the way somewhere."""
    routes = app.url_map.bind("localhost")
    addresses = [address.partition("?")[0] for corner in pages.values() for address in corner]
    visited = {routes.match(address)[0] for address in addresses if address != "/no-such-page"}
    there_are = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} - NO_PAGES
    assert sorted(there_are - visited - ON_THE_WAY) == []
    assert sorted((visited | ON_THE_WAY) - there_are) == []
    assert visited & ON_THE_WAY <= {"people.setup"}, "these need no exception any more"
