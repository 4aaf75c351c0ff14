"""What an item rests on changes: it leaves new forms until somebody has looked at it again."""

import pytest

from tests.banks.builders import adopt, change, live, live_version, load, sound_bank
from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.tamper import tamper
from trainer.banks import actions, queries
from trainer.banks.grounds import fingerprint, parts
from trainer.db import db
from trainer.errors import Refused
from trainer.quizzes import actions as quizzes
from trainer.quizzes.resting import resting_on


@pytest.fixture
def root(app, tmp_path):
    root = sound_bank(tmp_path)
    load(root)
    return root


def stale() -> list[str]:
    version = live_version()
    items = queries.published(version.id).by_version
    return [items[item].item.id for item in queries.stale_items(version.module_id)]


def grounds_of(slug: str) -> str:
    module = live()
    return fingerprint(module.content, module.material, module.by_slug[slug].item)


def test_a_new_bank_has_no_stale_item(root):
    assert stale() == []


@pytest.mark.parametrize(
    ("story", "file", "old", "new", "is_stale"),
    [
        ("the passage", "material.md", "Rub for *twenty* seconds", "Rub for *thirty* seconds", True),
        ("emphasis alone", "material.md", "*twenty*", "twenty", False),
        ("another passage", "material.md", "Wash with soap", "Wash well with soap", False),
        ("the fact", "facts.yaml", "Rubbing takes 20 seconds", "Rubbing takes 30 seconds", True),
        ("another fact", "facts.yaml", "Some prefer warm", "Many prefer warm", False),
        ("the source", "module.yaml", "Hand hygiene. 2009", "Hand hygiene, second edition. 2029", True),
        ("another source", "module.yaml", "CDC. Hand hygiene", "CDC. Hygiene of hands", False),
        ("the day it was checked", "module.yaml", "checked_on: 2026-01-01", "checked_on: 2026-06-01", False),
        ("the day of the next review", "facts.yaml", "review_by: 2040-01-01", "review_by: 2041-01-01", False),
    ],
)
def test_what_makes_an_item_stale(root, story, file, old, new, is_stale):
    change(root / "hands" / file, old, new)
    load(root)
    assert ("one" in stale()) == is_stale


def test_an_item_that_was_rewritten_with_its_passage_is_not_stale(root):
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    change(root / "hands" / "items.yaml", "What about one?", "What is it about one now?")
    load(root)
    assert "one" not in stale()
    assert "two" in stale()


def test_a_text_that_is_changed_back_makes_its_items_good_again(root):
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    change(root / "hands" / "material.md", "*thirty*", "*twenty*")
    load(root)
    assert stale() == []


def test_a_stale_item_stays_out_of_new_forms_until_it_is_confirmed(root):
    module = queries.published(live_version().id)
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    with pytest.raises(Refused, match="it takes 1 item of “Stop in time” at the level judgment, and 0 can be asked"):
        quizzes.start(make_person(), None, None, live_version(), seed=1)
    db.session.rollback()

    educator, version = make_person("educator"), live_version()
    for slug in ("one", "two", "three"):
        item = queries.item_versions(version.module, slug)[0]
        actions.confirm(educator, version, item, grounds_of(slug), "The number is in another passage.")
    db.session.commit()
    attempt = quizzes.start(make_person(), None, None, live_version(), seed=1)
    assert len(attempt.form) == module.content.form_length
    assert stale() == ["four"]


def test_a_confirmed_item_is_stale_again_after_the_next_change(root):
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    version = live_version()
    item = queries.item_versions(version.module, "one")[0]
    actions.confirm(make_person("educator"), version, item, grounds_of("one"), "Looked at.")
    db.session.commit()
    assert "one" not in stale()
    change(root / "hands" / "material.md", "*thirty*", "*forty*")
    load(root)
    assert "one" in stale()


def test_also_an_adopted_version_does_not_ask_what_is_stale(root):
    clinic = make_clinic()
    adoption = adopt(clinic, "hands")
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    with pytest.raises(Refused):
        quizzes.start(make_person(clinic=clinic), clinic, adoption, adoption.module_version, seed=1)


def test_forms_in_progress_and_certificates_that_rest_on_the_old_text(root):
    attempt = quizzes.start(make_person(), None, None, live_version(), seed=1)
    db.session.commit()
    assert queries.on_old_grounds(live_version().module_id) == []
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    pairs = queries.on_old_grounds(live_version().module_id)
    assert {version for version, _ in pairs} == {attempt.module_version_id}
    assert {question["item"] for question in attempt.form} <= {item for _, item in pairs}
    found = resting_on(pairs)
    assert [one["attempt"] for one in found["attempts"]] == [attempt.id]
    assert found["certificates"] == []
    quizzes.submit(attempt)
    assert resting_on(pairs)["attempts"] == []


def test_forms_from_before_grounds_were_kept_are_found_as_well(root):
    attempt = quizzes.start(make_person(), None, None, live_version(), seed=1)
    tamper("UPDATE module_version_item SET grounds = NULL", "DELETE FROM accepted_grounds")
    assert queries.on_old_grounds(live_version().module_id) == []
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    pairs = queries.on_old_grounds(live_version().module_id)
    assert {question["item"] for question in attempt.form} <= {item for _, item in pairs}
    assert [one["attempt"] for one in resting_on(pairs)["attempts"]] == [attempt.id]


def test_what_an_item_rests_on_is_told_piece_by_piece(root):
    module = live()
    assert [name for name, _ in parts(module.content, module.material, module.by_slug["one"].item)] == [
        "Passage rub",
        "Fact F-1",
        "Source Who09",
    ]


def test_a_draw_sends_few_statements(root, statements):
    person, version = make_person(), live_version()
    queries.published(version.id)
    with statements() as seen:
        earlier = quizzes.queries.attempts_of(person, version.module_id)
        quizzes.form_for(earlier, queries.published(version.id), seed=1)
    assert len(seen) <= 3, seen


def test_the_page_before_a_quiz_says_that_no_form_can_be_drawn(root, browser):
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    page = browser.sign_in(make_person()).open("/modules/hands/quiz")
    assert "No form of About hands can be drawn now" in words(page.select_one(".notice-warning"))
    assert not [button for button in page.select("main button") if "Start" in words(button)]
