"""Every route and who may use it. A new route fails here until somebody has thought about it."""

import pytest
from werkzeug.routing import IntegerConverter

from tests.builders import make_clinic, make_member, make_person
from trainer.web.access import access_of

pytestmark = pytest.mark.sqlite  # the pages themselves are tested on both

PUBLIC, SIGNED_IN = "public", "signed in"
DIRECTOR, ADMINISTRATOR, EDUCATOR_OR_DIRECTOR = ("director",), ("administrator",), ("educator", "director")
EDUCATOR = ("educator",)
MEMBER = ("practitioner", "director", "educator")
TOKEN = "token: "

ROLES = {
    "static": PUBLIC,
    "bootstrap.static": PUBLIC,
    "home": SIGNED_IN,
    # accounts, in people
    "people.setup": PUBLIC,  # with the link
    "people.invitation": PUBLIC,  # with the link
    "people.account": SIGNED_IN,
    "people.second_factor": SIGNED_IN,
    "security.login": PUBLIC,
    "security.logout": PUBLIC,
    "security.forgot_password": PUBLIC,
    "security.reset_password": PUBLIC,  # with the link
    "security.tf_select": PUBLIC,  # after the password
    "security.two_factor_token_validation": PUBLIC,  # after the password
    "security.two_factor_rescue": PUBLIC,  # after the password
    "security.mf_recovery": PUBLIC,  # after the password
    "security.wan_signin": PUBLIC,
    "security.wan_signin_response": PUBLIC,
    # Flask-Security asks for a signed-in person here by itself
    "security.change_password": PUBLIC,
    "security.mf_recovery_codes": PUBLIC,
    "security.two_factor_setup": PUBLIC,
    "security.two_factor_setup_validate": PUBLIC,
    "security.verify": PUBLIC,
    "security.wan_register": PUBLIC,
    "security.wan_register_response": PUBLIC,
    "security.wan_delete": PUBLIC,
    "security.wan_verify": PUBLIC,
    "security.wan_verify_response": PUBLIC,
    # who works here, in people
    "people.memberships": DIRECTOR,
    "people.membership_end": DIRECTOR,
    "people.profession": DIRECTOR,
    "people.invitations": DIRECTOR,
    "people.invitation_mail": DIRECTOR,
    "people.invitation_withdrawal": DIRECTOR,
    "people.setup_modules": ADMINISTRATOR,
    "people.admin": ADMINISTRATOR,
    "people.any_invitations": ADMINISTRATOR,
    "people.any_invitation_mail": ADMINISTRATOR,
    "people.any_invitation_withdrawal": ADMINISTRATOR,
    "people.clinics": ADMINISTRATOR,
    "people.directory": ADMINISTRATOR,
    "people.letter": ADMINISTRATOR,
    "people.outbox": ADMINISTRATOR,
    "people.person": ADMINISTRATOR,
    "people.merger": ADMINISTRATOR,
    "people.erasure": ADMINISTRATOR,
    "people.role_end": ADMINISTRATOR,
    "people.second_factor_removal": ADMINISTRATOR,
    "people.two_factor": ADMINISTRATOR,
    # people and earlier certificates from files
    "importing.imports": DIRECTOR,
    "importing.mapping": DIRECTOR,
    "importing.batch": DIRECTOR,
    "importing.confirmation": DIRECTOR,
    "importing.retrial": DIRECTOR,
    "importing.removal": DIRECTOR,
    "importing.left_out": DIRECTOR,
    "importing.file": DIRECTOR,
    "importing.undo": DIRECTOR,
    "provenance.not_verified": DIRECTOR,
    "provenance.verification": DIRECTOR,
    # modules and their banks
    "banks.modules": SIGNED_IN,
    "banks.article": SIGNED_IN,
    "banks.practice": SIGNED_IN,
    "banks.banks": EDUCATOR_OR_DIRECTOR,
    "banks.bank": EDUCATOR_OR_DIRECTOR,
    "banks.items": EDUCATOR_OR_DIRECTOR,
    "banks.item": EDUCATOR_OR_DIRECTOR,
    "banks.models": EDUCATOR_OR_DIRECTOR,
    "banks.model": EDUCATOR_OR_DIRECTOR,
    "banks.variants": EDUCATOR_OR_DIRECTOR,
    "banks.variant": EDUCATOR_OR_DIRECTOR,
    "banks.staleness": EDUCATOR_OR_DIRECTOR,
    "banks.confirmations": EDUCATOR,
    "banks.looks": EDUCATOR,
    "banks.sources": EDUCATOR_OR_DIRECTOR,
    "banks.source_change": EDUCATOR,
    # short quizzes on what changed, in quizzes
    "deltas.released": EDUCATOR_OR_DIRECTOR,
    "deltas.release": EDUCATOR_OR_DIRECTOR,
    "deltas.proposal": EDUCATOR,
    "deltas.clinic": DIRECTOR,
    "deltas.offers": DIRECTOR,
    "deltas.withdrawal": DIRECTOR,
    "deltas.mine": SIGNED_IN,
    "deltas.start": SIGNED_IN,
    # the workbench
    "banks.manuscripts": EDUCATOR,
    "banks.manuscript_from_module": EDUCATOR,
    "banks.manuscript_new": EDUCATOR,
    "banks.manuscript": EDUCATOR,
    "banks.manuscript_closing": EDUCATOR,
    "banks.manuscript_drafts": EDUCATOR,
    "banks.part": EDUCATOR,
    "banks.part_new": EDUCATOR,
    "banks.part_preview": EDUCATOR,
    "banks.part_submission": EDUCATOR,
    "banks.part_retirement": EDUCATOR,
    # questions from other products and to them
    "banks.imports": EDUCATOR,
    "banks.import_": EDUCATOR,
    "banks.import_mapping": EDUCATOR,
    "banks.import_confirmation": EDUCATOR,
    "banks.import_undoing": EDUCATOR,
    "banks.import_retrial": EDUCATOR,
    "banks.import_removal": EDUCATOR,
    "banks.import_file": EDUCATOR,
    "banks.exports": EDUCATOR,
    "banks.export_file": EDUCATOR,
    "banks.exchange_template": EDUCATOR,
    # drafts from a text of one's own
    "banks.reviews": EDUCATOR,
    "banks.review": EDUCATOR,
    "banks.review_approval": EDUCATOR,
    "banks.review_return": EDUCATOR,
    "banks.review_remarks": EDUCATOR,
    "banks.review_answer": EDUCATOR,
    "banks.manuscript_submissions": EDUCATOR,
    "banks.part_versions": EDUCATOR,
    "banks.manuscript_publication": EDUCATOR,
    "banks.manuscript_files": EDUCATOR,
    "banks.bank_files_zip": EDUCATOR,
    "banks.bank_differences": EDUCATOR_OR_DIRECTOR,
    "banks.draft_texts": EDUCATOR,
    "banks.draft_text_new": EDUCATOR,
    "banks.draft_text": EDUCATOR,
    "banks.draft_text_removal": EDUCATOR,
    "banks.draft": EDUCATOR,
    "banks.draft_acceptance": EDUCATOR,
    "banks.draft_rejection": EDUCATOR,
    "banks.draft_reopening": EDUCATOR,
    "banks.draft_edit": EDUCATOR,
    "banks.draft_module": EDUCATOR,
    "banks.draft_publication": EDUCATOR,
    "banks.clinic_modules": DIRECTOR,
    "banks.adopt": DIRECTOR,
    # certificates
    "credentials.certificates": SIGNED_IN,
    "credentials.certificate": SIGNED_IN,
    "credentials.check": PUBLIC,
    "credentials.check_code": PUBLIC,  # with the code
    "credentials.check_json": PUBLIC,  # with the code
    "badges.badge": PUBLIC,  # with the code
    "badges.image": PUBLIC,  # with the code
    "badges.profile": PUBLIC,
    "badges.did": PUBLIC,
    "badges.revocations": PUBLIC,
    "badges.suspensions": PUBLIC,
    # what a holder takes along
    "documents.certificate": SIGNED_IN,
    "documents.transcript": SIGNED_IN,
    "documents.wallet": SIGNED_IN,
    "documents.feed": SIGNED_IN,
    "documents.feed_new": SIGNED_IN,
    "documents.feed_stop": SIGNED_IN,
    "documents.ics": PUBLIC,  # with the token
    "reminders.mine": SIGNED_IN,
    "reminders.log": DIRECTOR,
    "reminders.reminder": DIRECTOR,
    "reminders.sending": DIRECTOR,
    "reminders.came_back": DIRECTOR,
    "reminders.all_words": DIRECTOR,
    "reminders.words": DIRECTOR,
    "reminders.words_reset": DIRECTOR,
    # the ledger
    "ledger.record": DIRECTOR,
    "ledger.lines_of": DIRECTOR,
    "ledger.practical": DIRECTOR,
    "ledger.signature": DIRECTOR,
    "ledger.observations": MEMBER,
    "ledger.observation": MEMBER,
    "ledger.signing": MEMBER,
    "ledger.refusal": MEMBER,
    "ledger.license_check": DIRECTOR,
    "ledger.training": DIRECTOR,
    "ledger.document": DIRECTOR,
    "ledger.suspension": DIRECTOR,
    "ledger.reinstatement": DIRECTOR,
    "ledger.revocation": DIRECTOR,
    "ledger.leave": DIRECTOR,
    "ledger.back": DIRECTOR,
    "ledger.correction": DIRECTOR,
    "ledger.certificate_correction": DIRECTOR,
    "ledger.temporary": DIRECTOR,
    "ledger.waiting": DIRECTOR,
    "ledger.approval": DIRECTOR,
    "ledger.policies": DIRECTOR,
    "ledger.policy": DIRECTOR,
    "ledger.policy_version": DIRECTOR,
    "ledger.ending": DIRECTOR,
    "ledger.any_waiting": ADMINISTRATOR,
    "ledger.any_approval": ADMINISTRATOR,
    # what the law of a state asks
    "jurisdictions.packs": DIRECTOR,
    "jurisdictions.pack": DIRECTOR,
    "jurisdictions.version": DIRECTOR,
    "jurisdictions.adoption": DIRECTOR,
    "jurisdictions.ending": DIRECTOR,
    # the director's pages
    "audit.roster": DIRECTOR,
    "audit.person": DIRECTOR,
    "audit.roster_csv": DIRECTOR,
    "audit.packet": DIRECTOR,
    "audit.learned": DIRECTOR,
    "audit.standing": DIRECTOR,
    "binders.binder": DIRECTOR,
    "binders.made": DIRECTOR,
    "binders.kept": DIRECTOR,
    "binders.file": DIRECTOR,
    "binders.retrial": DIRECTOR,
    "looks.mine": SIGNED_IN,
    "todo.today": DIRECTOR,
    "todo.today_csv": DIRECTOR,
    "todo.action": DIRECTOR,
    "assignments.withdrawal": DIRECTOR,
    "looks.at_clinic": DIRECTOR,
    "looks.of_person": DIRECTOR,
    "samples.audits": DIRECTOR,
    "samples.new": DIRECTOR,
    "samples.audit": DIRECTOR,
    "samples.file": DIRECTOR,
    "samples.sign_off": DIRECTOR,
    "samples.report": DIRECTOR,
    # which other systems read and are told, in exchange
    "exchange.access": DIRECTOR,
    "exchange.revocation": DIRECTOR,
    "exchange.webhooks": DIRECTOR,
    "exchange.webhook": DIRECTOR,
    "exchange.delivery": DIRECTOR,
    "exchange.replay": DIRECTOR,
    "exchange.test": DIRECTOR,
    "exchange.secret": DIRECTOR,
    "exchange.subjects": DIRECTOR,
    "exchange.pause": DIRECTOR,
    "exchange.resumption": DIRECTOR,
    "exchange.removal": DIRECTOR,
    # what programs with a token read
    "api.document": PUBLIC,
    "api.reference": PUBLIC,
    "api.people": f"{TOKEN}people",
    "api.person": f"{TOKEN}people",
    "api.certificates": f"{TOKEN}certificates",
    "api.certificate": f"{TOKEN}certificates",
    "api.events": f"{TOKEN}events",
    "api.status": f"{TOKEN}status",
    "api.person_status": f"{TOKEN}status",
    # the demo: 404 unless DEMO is set
    "demo.personas": PUBLIC,
    "demo.sign_in": PUBLIC,
    # cut scores, in insight
    "studies.all_studies": EDUCATOR_OR_DIRECTOR,
    "studies.all_of_a_bank": EDUCATOR_OR_DIRECTOR,
    "studies.new": EDUCATOR_OR_DIRECTOR,
    "studies.study": EDUCATOR_OR_DIRECTOR,
    "studies.link": EDUCATOR_OR_DIRECTOR,
    "studies.withdrawal": EDUCATOR_OR_DIRECTOR,
    "studies.second_round": EDUCATOR_OR_DIRECTOR,
    "studies.close": EDUCATOR_OR_DIRECTOR,
    "studies.give_up": EDUCATOR_OR_DIRECTOR,
    "studies.decision": EDUCATOR_OR_DIRECTOR,
    "studies.policy": EDUCATOR,
    "studies.report": SIGNED_IN,  # it names nobody and shows no item
    "studies.report_pdf": SIGNED_IN,
    "studies.report_json": SIGNED_IN,
    "studies.panel": PUBLIC,  # with the link, as all of these
    "studies.training": PUBLIC,
    "studies.practice": PUBLIC,
    "studies.item": PUBLIC,
    "studies.again": PUBLIC,
    "studies.questions": PUBLIC,
    # contested questions and corrections
    "corrections.contest": SIGNED_IN,
    "corrections.contests": EDUCATOR,
    "corrections.contested": EDUCATOR,
    "corrections.answer": EDUCATOR,
    "corrections.new": EDUCATOR,
    "corrections.preview": EDUCATOR,
    "corrections.corrections_made": EDUCATOR,
    "corrections.correction": EDUCATOR,
    "corrections.effects_csv": EDUCATOR,
    "corrections.at_clinic": DIRECTOR,
    "corrections.decision": DIRECTOR,
    "corrections.clinic_csv": DIRECTOR,
    # numbers about items, in insight
    "insight.overview": EDUCATOR,
    "insight.module": EDUCATOR,
    "insight.form": EDUCATOR,
    "insight.item": EDUCATOR,
    # quizzes
    "quizzes.conditions": SIGNED_IN,
    "quizzes.start": SIGNED_IN,
    "quizzes.question": SIGNED_IN,
    "quizzes.review": SIGNED_IN,
    "quizzes.submission": SIGNED_IN,
    "quizzes.result": SIGNED_IN,
}
# What Flask-Security closes by itself is public to our guard; these must still send a stranger to sign in.
CLOSED_BY_FLASK_SECURITY = [
    "security.change_password",
    "security.mf_recovery_codes",
    "security.two_factor_setup",
    "security.verify",
    "security.wan_register",
    "security.wan_verify",
]


@pytest.fixture
def rules(app):
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def address_of(rule, **given):
    """An address of the route, with made-up values in it."""
    values = {name: 1 if isinstance(kind, IntegerConverter) else "x" for name, kind in rule._converters.items()}
    return rule.build(values | given, append_unknown=False)[1]


def with_every_role(clinic):
    person = make_person("director", clinic)
    for role in ("educator", "practitioner"):
        make_member(person, role, clinic)
    make_member(person, "administrator")
    return person


def test_every_route_is_listed_with_the_role_it_needs(app):
    assert {endpoint: access_of(endpoint) for endpoint in app.view_functions} == ROLES


def test_a_stranger_sees_only_what_is_public(app, rules, browser):
    clinic = make_clinic()
    for rule in rules:
        if ROLES[rule.endpoint] == PUBLIC and rule.endpoint not in CLOSED_BY_FLASK_SECURITY:
            continue
        address = address_of(rule, **({"clinic": clinic} if "clinic" in rule.arguments else {}))
        for method in sorted(rule.methods & {"GET", "POST"}):
            if method == "POST" and rule.endpoint in CLOSED_BY_FLASK_SECURITY:
                continue  # the missing token is refused first
            answer = browser.client.open(address, method=method)
            if ROLES[rule.endpoint][: len(TOKEN)] == TOKEN:
                assert answer.status_code == 401, f"{method} {address}"
                continue
            assert answer.status_code == 302, f"{method} {address}"
            assert answer.location.startswith("/sign-in"), f"{method} {address} leads to {answer.location}"


def test_without_the_role_a_page_is_closed(app, rules, browser):
    """403 for a role somebody could be given; 404 for another clinic, which one is not to know of."""
    clinic = make_clinic()
    nobody = browser.sign_in(make_person(role=None))
    elsewhere = browser.sign_in(make_person("director"))
    for rule in rules:
        if ROLES[rule.endpoint] in {PUBLIC, SIGNED_IN}:
            continue
        if ROLES[rule.endpoint][: len(TOKEN)] == TOKEN:
            assert elsewhere.client.get(address_of(rule)).status_code == 401, "no session opens it"
            continue
        is_of_a_clinic = "clinic" in rule.arguments
        address = address_of(rule, **({"clinic": clinic} if is_of_a_clinic else {}))
        for method in sorted(rule.methods & {"GET", "POST"}):
            expected = 404 if is_of_a_clinic else 403
            assert nobody.client.open(address, method=method).status_code == expected, f"{method} {address}"
            if is_of_a_clinic:
                assert elsewhere.client.open(address, method=method).status_code == 404, f"{method} {address}"


def test_a_form_without_a_token_is_refused(app, rules, browser):
    """Whoever one is: what another site makes a browser send changes nothing."""
    clinic = make_clinic()
    everything = browser.sign_in(with_every_role(clinic))
    everything.watch.statements.clear()
    for rule in rules:
        if "POST" not in rule.methods:
            continue
        address = address_of(rule, **({"clinic": clinic} if "clinic" in rule.arguments else {}))
        answer = everything.client.post(address, data={"x": "y"})
        # An answer to a question is not refused but asked for again; tests/quizzes/test_saving.py shows that.
        expected = 302 if rule.endpoint == "quizzes.question" else 400
        assert answer.status_code == expected, f"{address}: {answer.status}"
    assert not [line for line in everything.watch.statements if line.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_looking_changes_nothing(rules, browser):
    """A GET never writes; every page without a parameter but the clinic, as somebody who may see them all."""
    clinic = make_clinic()
    everything = browser.sign_in(with_every_role(clinic))
    for rule in rules:
        if "GET" in rule.methods and rule.arguments <= {"clinic"}:
            address = address_of(rule, **({"clinic": clinic} if "clinic" in rule.arguments else {}))
            assert everything.client.get(address).status_code < 500, address
    assert not everything.watch.written_by_get
