"""A director takes the evidence home; of another clinic's certificate there is none to take."""

from sqlalchemy import select

from tests.builders import make_clinic, make_person
from trainer.audit.packets.verifying import verify
from trainer.db import db
from trainer.trail import Event


def test_a_director_takes_the_evidence_home(browser, earned):
    director = browser.sign_in(earned.director)
    director.open(f"/clinics/{earned.clinic.slug}/people/{earned.ada.id}")
    director.press(f"Evidence packet {in_fours(earned.certificate.code)}")
    response = director.response
    assert response.mimetype == "application/zip"
    assert response.headers["Content-Disposition"] == f'attachment; filename="packet-{earned.certificate.code}.zip"'
    report = verify(response.data)
    assert report.findings == []
    event = db.session.scalars(select(Event).where(Event.name == "packet.exported")).one()
    assert (event.by_id, event.about_id) == (earned.director.id, earned.ada.id)
    assert event.details["hash"] == report.sha256
    director.open(f"/clinics/{earned.clinic.slug}/people/{earned.ada.id}")
    assert f"Ada Okafor had the evidence for certificate {earned.certificate.code} exported" in director.page.text


def test_what_another_clinic_issued_does_not_exist_here(browser, earned):
    other = make_clinic(name="Lakeside", slug="lakeside")
    director = browser.sign_in(make_person("director", other, name="Dan Elsewhere"))
    director.open(f"/clinics/{other.slug}/roster")
    for slug in (other.slug, earned.clinic.slug):
        director.post(f"/clinics/{slug}/certificates/{earned.certificate.code}/packet.zip", status=404)
    assert db.session.scalars(select(Event).where(Event.name == "packet.exported")).all() == []


def in_fours(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
