"""A study from its convening to a result that names it, page by page."""

import json
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_clinic, make_person, there
from tests.insight.studies.builders import BORDERLINE, link_of
from tests.quizzes.builders import adopt, publish
from trainer import trail
from trainer.banks import queries as banks
from trainer.db import db
from trainer.mail import Letter
from trainer.quizzes import actions as quizzes
from trainer.trail.checking import Counts, check

pytestmark = pytest.mark.sqlite  # test_holding.py tells what the database does, on both

QUESTIONS = {
    "cut": 80,
    "passing": 70,
    "lowest_cut": 60,
    "highest_cut": 90,
    "lowest_failing": 5,
    "highest_failing": 50,
}


def test_a_panel_of_three_sets_a_cut_that_a_result_names(app, browser, statements):
    version, clinic = publish(), make_clinic()
    adopt(version, clinic)
    educator, early, late = (
        browser.sign_in(make_person("educator")),
        make_person(clinic=clinic),
        make_person(clinic=clinic),
    )
    before = sit(early, clinic)

    educator.open("/banks/lungs/")
    assert "Provisional" in educator.page.get_text()
    educator.follow("Studies of the cut score")
    educator.follow("Convene a study")
    educator.press("Convene the study", status=422, size="3", purpose="Who may needle.")
    assert "at least 4 items" in educator.page.get_text()
    educator.press("Convene the study", borderline=BORDERLINE, size="4", seed="7")
    study = educator.address
    for name in ("Ada", "Ben", "Cleo", "Dan"):
        educator.press("Send the link", name=name, email=f"{name}@example.org")
    educator.press("Send the link", status=422, name="Ada", email="ada@example.org")
    assert "on this panel already" in educator.page.get_text()

    seats = {name: link_of(f"{name.lower()}@example.org") for name in ("Ada", "Ben", "Cleo", "Dan")}
    for name, rating in (("Ada", 80), ("Ben", 70), ("Cleo", 60)):
        browser.open(seats[name])
        browser.press("Join the panel", status=422, has_interest="yes", qualification="Taught it for years")
        browser.press("Join the panel", has_interest="yes" if name == "Ben" else "no", interest="I sell a course")
        train(browser)
        browser.follow("Begin at item 1")
        assert "Key" not in [words(one) for one in browser.page.select(".tag-key")], "blind until one has said so"
        rate_all(browser, rating)
        assert "second round opens once" in browser.page.get_text()
    browser.open(f"{seats['Ada']}/second/1")
    assert "second round opens once" in browser.page.get_text(), "not yet"
    browser.open(f"{seats['Ada']}/items/1")
    assert "You said 80 of 100" in browser.page.get_text()
    browser.open(seats["Dan"])  # a page with a form
    browser.post(f"{seats['Ada']}/items/1", percent="10")
    assert "You said 80 of 100" in browser.page.get_text(), "a blind rating stays"

    educator.open(study)
    assert "These have not finished, and will be left out: Dan" in educator.page.get_text()
    assert "80" not in [words(cell) for cell in educator.page.select("td")], "the convener sees nobody's ratings"
    educator.press("Open the second round")
    for name in ("Ada", "Ben", "Cleo"):
        browser.open(seats[name], status=404)
        seats[name] = link_of(f"{name.lower()}@example.org")
    told = db.session.scalars(select(Letter.to).where(Letter.subject.startswith("The second round"))).all()
    assert sorted(told) == ["ada@example.org", "ben@example.org", "cleo@example.org"], "who is out is not called back"
    with statements() as asked:
        browser.open(f"{seats['Cleo']}/second/1")
    assert len(asked) < 8, asked
    assert "without names: 60, 70, 80. Mean 70, median 70. You said 60" in browser.page.get_text()
    browser.press("Keep or change, and go on", percent="76")
    browser.open(seats["Cleo"])
    browser.follow("Keep the rest as it is")
    browser.press("Say so, and finish", status=422, **QUESTIONS | {"highest_cut": 50})
    browser.press("Say so, and finish", highest_cut="90")
    assert "That is all" in browser.page.get_text()
    browser.open(seats["Dan"])
    assert "The first round ended before you had rated every item" in browser.page.get_text(), "nothing left to join"

    with statements() as asked:
        educator.open(study)
    assert len(asked) < 8, asked
    row = words(educator.page.select("tbody tr")[3])
    assert "Left out: the first round ended before" in row
    assert "New link" not in row
    educator.follow("Close the study")
    assert "Not yet through: Ada, Ben" in educator.page.get_text()
    educator.press("Close the study for good")
    assert "3 panelists put the cut at 71.3%" in educator.page.get_text()
    assert "1 of 3 panelists went through the second round to its end, not panelists 1, 2" in words(educator.page.main)
    assert "Beuk, from the cut and the pass rate that the panel expects: no answer" in educator.page.get_text()
    assert "no result rests on this study" in educator.page.get_text()
    with statements() as asked:
        educator.open(educator.address)
    assert len(asked) < 8, asked
    look_at_papers(educator)

    other = browser.sign_in(make_person("educator", clinic))
    other.open(educator.address)
    educator.press("Follow this study", percent="75", words="Within one error, and it is safer.")
    page = words(other.press("Follow this study", status=422, percent="70", words="It was too hard.").main)
    assert "has decided on 75% since you opened this page: “Within one error, and it is safer.”" in page
    assert other.page.select_one("[name=percent]")["value"] == "70"
    assert "It was too hard." in other.page.select_one("[name=words]").text
    assert "rests on it" in educator.page.get_text(), "the module said 75 before, and now by a study"
    after = sit(late, clinic)
    mine = browser.sign_in(early)
    mine.open(f"/attempts/{before}/result")
    assert "Provisional No study of this cut score was followed" in words(mine.page.main)
    mine = browser.sign_in(late)
    mine.open(f"/attempts/{after}/result")
    assert "Set by a study It rests on study 1: a modified Angoff panel of 3 put it at 71.3%" in words(mine.page.main)
    assert "Provisional" not in words(mine.page.main), "the authors' own words of the cut have had their day"
    mine.follow("the report of study 1")
    page = words(mine.page.main)
    assert "An educator or director decided" in page
    for secret in ("Follow this study", "Ada", "Cleo", "What about", "example.org"):
        assert secret not in page

    trail.seal()
    assert not list(check(Counts()))


def sit(learner, clinic) -> int:
    """Handed in blank: what it says of the cut is what matters here."""
    version = there(banks.live_version("lungs"))
    adoption = banks.adoption_in_force(clinic, version.module)
    attempt = quizzes.start(learner, clinic, adoption, version, seed=3)
    quizzes.submit(attempt)
    db.session.commit()
    return attempt.id


def train(browser) -> None:
    browser.follow("Try the first")
    for number in (1, 2, 3):
        browser.press("Say so, and see the key", percent="20")
        assert browser.page.select(".tag-key")
        browser.follow("Next item" if number < 3 else "End the practice")
    browser.press("I know what to say: end the training")


def rate_all(browser, percent: int) -> None:
    for _ in range(3):
        browser.press("Say so, and see the key", percent=str(percent))
        browser.follow("Next item")
    browser.press("Say so, and see the key", percent=str(percent))
    browser.follow("All are rated: go on")


def look_at_papers(educator) -> None:
    """The frozen PDF and the document, each with its hash on the page."""
    report = educator.address.split("?")[0]
    hashes = [words(one) for one in educator.page.select("dd code")]
    document, pdf = (educator.client.get(f"{report}.{form}").data for form in ("json", "pdf"))
    assert hashes == [sha256(document).hexdigest(), sha256(pdf).hexdigest()]
    assert json.loads(document)["panel"][1]["interest"] == "I sell a course"
    reader = PdfReader(BytesIO(pdf))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "3 panelists put the cut at 71.3%" in text
    assert "Taught it for years" in text
    assert "Ada" not in text
    assert reader.metadata.title == "Study 1 of the cut score: About lungs"
