"""What a question weighs on its first visit: people open it on a phone between two patients."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.builders import make_clinic, make_person
from tests.chromium import PHONE, Window
from tests.journeys.walks import answer, heading_is
from tests.quizzes.builders import adopt
from trainer.banks import queries as banks
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes import actions as quizzes
from trainer.quizzes.models import Attempt
from trainer.quizzes.offers import offers
from trainer.serve import load_banks

PAGE_AT_MOST = 60_000  # bytes on the wire besides the files that a browser keeps
FILES_AT_MOST = 90_000  # those files, compressed, once
ANSWER_AT_MOST = 2_000


class Scale:
    """Counts the bytes that arrive in a window which has been nowhere yet, headers included."""

    def __init__(self, window: Window):
        self.pages = self.files = 0.0
        self.answers = 0  # responses that are no file
        self.is_file: dict[str, bool] = {}
        wire = window.context.new_cdp_session(window.page)
        wire.on("Network.responseReceived", self.note_kind)
        wire.on("Network.loadingFinished", self.note_weight)
        wire.send("Network.enable")

    def note_kind(self, event: dict) -> None:
        path = urlsplit(event["response"]["url"]).path
        self.is_file[event["requestId"]] = path.startswith(("/static/", "/bootstrap/static/"))

    def note_weight(self, event: dict) -> None:
        if self.is_file[event["requestId"]]:
            self.files += event["encodedDataLength"]
        else:
            self.pages += event["encodedDataLength"]
            self.answers += 1


def test_the_first_question_of_every_module_is_light(app, windows, record_property):
    load_banks(app)
    person = make_person(clinic=make_clinic())
    for attempt in sit_every_module(person):
        window = windows(person, width=PHONE)
        scale = Scale(window)
        window.open(f"/attempts/{attempt.id}/questions/1")
        heading_is(window.page, f"Question 1 of {len(attempt.form)}")
        window.page.wait_for_load_state("networkidle")
        first_visit, files, visits = scale.pages, scale.files, scale.answers
        record_property(f"attempt {attempt.id}", f"page {first_visit:,.0f} bytes, files {files:,.0f} bytes")
        assert 5_000 < first_visit < PAGE_AT_MOST
        assert 20_000 < files < FILES_AT_MOST
        answer(window.page)
        expect(window.page.locator("#progress")).to_contain_text("1 of ")
        receipts = scale.answers - visits  # an answer of several parts is saved part by part
        assert 0 < scale.pages - first_visit < receipts * ANSWER_AT_MOST
        assert scale.files == files


def sit_every_module(person: Person) -> list[Attempt]:
    attempts = []
    for version in banks.live_versions():
        adopt(version, person.clinics[0])
        offer = offers(person, version.module.slug)[0]
        attempts.append(quizzes.start(person, offer.clinic, offer.adoption, offer.version, seed=1))
    db.session.commit()
    return attempts
