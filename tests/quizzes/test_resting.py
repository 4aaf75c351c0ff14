"""Which certificates rest on items that were right on other grounds than today's."""

from tests.builders import make_clinic, make_person
from tests.quizzes.builders import MATERIAL, adopt, make_content, publish, publish_policy, the_attempt
from trainer.banks import queries as banks
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.quizzes import actions
from trainer.quizzes.resting import resting_on


def pass_it(person, clinic, adoption, version) -> None:
    """Every answer right."""
    attempt = actions.start(person, clinic, adoption, version, seed=1)
    module = banks.published(version.id)
    for number, question in enumerate(attempt.form, 1):
        item = module.by_version[question["item"]]
        actions.answer(attempt, number, item.kind.key(item.item), number)
    assert actions.submit(attempt).passed
    db.session.commit()


def test_a_certificate_is_named_by_its_code_once_its_text_has_changed(app):
    clinic, version = make_clinic(), publish()
    publish_policy("lungs")
    pass_it(make_person(clinic=clinic), clinic, adopt(version, clinic), version)
    certificate = db.session.query(Certificate).one()
    assert resting_on(banks.on_old_grounds(version.module_id))["certificates"] == []

    publish(make_content(material=MATERIAL.replace("The lung lies *here*", "The lung lies *there*")))
    found = resting_on(banks.on_old_grounds(version.module_id))
    assert found == {
        "attempts": [],
        "certificates": [
            {
                "certificate": certificate.code,
                "clinic": clinic.name,
                "valid_until": certificate.valid_until.isoformat(),
            }
        ],
    }
    assert certificate.holder_name not in str(found)


def test_items_that_its_form_did_not_ask_reach_no_certificate(app):
    clinic, version = make_clinic(), publish()
    publish_policy("lungs")
    person = make_person(clinic=clinic)
    pass_it(person, clinic, adopt(version, clinic), version)
    asked = {question["item"] for question in the_attempt(person).form}
    others = [(version.id, item) for item in banks.published(version.id).by_version if item not in asked]
    assert others
    assert resting_on(others) == resting_on([]) == {"attempts": [], "certificates": []}
