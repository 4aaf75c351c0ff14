"""Pages that no address leads to by itself: an empty installation, half-way in, a form with something wrong."""

from collections.abc import Iterator

import pytest
from flask import abort
from playwright.sync_api import expect

from tests.builders import make_clinic, make_member, make_person
from tests.chromium import PHONE, Window
from tests.journeys.flaws import assert_good, assert_none, flaws_at, flaws_here
from tests.journeys.walks import PASSWORD, follow, heading_is, option, press, refused_with, sign_in
from tests.journeys.world import protect
from tests.quizzes.builders import adopt, make_candidate, publish, publish_policy
from trainer.db import db
from trainer.people import actions as people
from trainer.web.access import public

LONG = "Maximiliana-Alexandrina-Featherstonehaugh-Winterbourne de la Cruz y Montenegro von und zu Unterbergen"


def test_an_empty_installation(windows):
    token = people.make_setup_link()
    db.session.commit()
    window = windows()
    assert_good(window, f"/setup/{token}")
    press(window.page, "Set up Trainer")
    expect(window.page.get_by_role("alert")).to_be_visible()
    assert_none(flaws_here(window))


def test_what_is_empty_says_so(windows):
    """Nobody has loaded a module, adopted one, written a mail or earned a thing."""
    clinic = make_clinic(slug="here")
    assert_good(windows(make_person(clinic=clinic)), "/", "/modules/", "/certificates/")
    director = windows(make_person("director", clinic))
    assert_good(director, "/", "/clinics/here/roster", "/clinics/here/modules", "/clinics/here/invitations")


def test_what_is_empty_for_those_who_run_it(windows):
    assert_good(windows(make_person("educator")), "/", "/banks/")
    assert_good(windows(make_person("administrator")), "/", "/admin/", "/admin/outbox", "/admin/invitations")
    assert_good(windows(make_person(role=None)), "/", "/account")


def test_half_way_in(windows):
    """The steps between the password and the first page."""
    person = make_person()
    protect(person)
    db.session.commit()
    assert_none(flaws_half_way_in(windows(), person.email))


def flaws_half_way_in(window: Window, email: str) -> Iterator[str]:
    page = window.open("/sign-in")
    sign_in(page, email, "wrong")
    yield from flaws_here(window)
    sign_in(page, email)
    heading_is(page, "Choose your second factor")
    yield from flaws_here(window)
    press(page, "Authenticator app")
    yield from flaws_here(window)
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_be_visible()
    yield from flaws_here(window)
    yield from flaws_at(window, "/sign-in/rescue")
    follow(page, "Use a recovery code")
    yield from flaws_here(window)


def test_a_passkey_half_way(windows):
    """The windows of these tests have none, and the pages say what to do."""
    person = make_person()
    protect(person)
    db.session.commit()
    window = windows()
    page = window.open("/sign-in")
    sign_in(page, person.email)
    press(page, "Passkey")
    heading_is(page, "Use your passkey")
    assert_none(flaws_here(window))
    press(page, "Go on with the passkey")
    expect(page.get_by_role("alert")).to_contain_text("Passkeys work on a secure page")
    assert_none(flaws_here(window))


def test_setting_up_a_second_factor(windows):
    window = windows(make_person(password=PASSWORD))
    page = window.open("/account/authenticator")
    press(page, "Set up the app")
    assert_none(flaws_here(window))
    press(page, "Turn on the authenticator app")
    heading_is(page, "Enter the code from your app")
    assert_none(flaws_here(window))
    window.open("/account/recovery-codes")
    press(page, "Make new codes")
    assert_none(flaws_here(window))


@pytest.mark.parametrize(
    ("path", "button", "status"),
    [
        ("/clinics/here/invitations", "Send the invitation", 200),
        ("/clinics/here/modules/lungs/adoption", "Adopt version 1", 422),
        ("/account/passkeys", "Add a passkey", 200),
        ("/password/change", "Change the password", 200),
        ("/admin/clinics", "Open the clinic", 200),
        ("/admin/invitations", "Send the invitation", 200),
    ],
)
def test_a_form_that_is_sent_empty(windows, path, button, status):
    publish()
    person = make_person("director", make_clinic(slug="here"), password=PASSWORD)
    make_member(person, "administrator")
    window = windows(person)
    page = window.open(path)
    if status == 422:
        with refused_with(window, 422):
            press(page, button)
            expect(page.get_by_role("alert")).to_be_visible()
    else:
        press(page, button)
        expect(page.get_by_role("alert")).to_be_visible()
    assert_none(flaws_here(window))


def test_names_that_do_not_end(windows):
    publish_policy("lungs")
    version, clinic = publish(), make_clinic(slug="long", name=f"Clinic of {LONG}")
    adopt(version, clinic)
    person = make_person("director", clinic, name=LONG, email=f"{LONG.replace(' ', '-').lower()}@example.org")
    make_member(person, "practitioner", clinic)
    window = windows(person)
    here = "/clinics/long"
    assert_good(
        window, "/", f"{here}/roster", f"{here}/people/{person.id}", f"{here}/memberships", f"{here}/invitations"
    )
    assert_good(window, "/account", "/modules/lungs/quiz", f"{here}/modules")


def test_practice_that_earns_nothing(windows):
    publish()
    window = windows(make_person())
    assert_good(window, "/", "/modules/lungs/quiz", "/modules/lungs/")
    press(window.open("/modules/lungs/quiz"), "Start practice")
    window.open(window.page.url.removeprefix(window.home).replace("questions/1", "review"))
    press(window.page, "Hand in 0 answers")
    assert_none(flaws_here(window))


def test_an_answer_that_is_not_saved(windows):
    person = make_candidate(password=PASSWORD)
    window = windows(person)
    page = window.open("/modules/lungs/quiz")
    press(page, "Start the quiz")
    window.context.clear_cookies()
    with refused_with(window, 401):
        option(page, right=True).locator("xpath=..").click()
        expect(page.locator("#saved")).to_contain_text("Not saved")
    assert_none(flaws_here(window))
    press(page, "Next")
    assert_none(flaws_here(window))
    sign_in(page, person.email)
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    assert_none(flaws_here(window))


def test_an_answer_after_handing_in(windows):
    """In another tab the attempt was handed in; this one still shows the question."""
    person = make_candidate()
    window, other = windows(person), windows(person)
    page = window.open("/modules/lungs/quiz")
    press(page, "Start the quiz")
    other.page.goto(page.url.replace("questions/1", "review"))
    press(other.page, "Hand in 0 answers")
    expect(other.page.locator(".verdict")).to_be_visible()
    option(page, right=True).evaluate("radio => { radio.checked = true }")  # on its way, not yet received
    with refused_with(window, 409):
        press(page, "Next")
        expect(page.locator(".lead")).to_contain_text("it takes no more answers")
    assert_none(flaws_here(window))


def test_the_menus_of_the_phone(windows):
    clinic = make_clinic()
    person = make_person("director", clinic)
    for role in ("practitioner", "educator"):
        make_member(person, role, clinic)
    make_member(person, "administrator")
    make_member(person, "director", make_clinic())
    window = windows(person, width=PHONE)
    for theme in ("light", "dark"):
        window.set(width=PHONE, theme=theme)
        page = window.open("/account")
        press(page, "Menu")
        for folded in ("Clinics", "Questions"):
            page.locator("#site-nav summary", has_text=folded).click()
            assert window.violations() + window.sticking_out() + window.too_small_to_tap() == []
        page.keyboard.press("Escape")
        page.locator("summary", has_text="Account of").click()
        assert window.violations() + window.sticking_out() + window.too_small_to_tap() == []


def test_a_form_from_elsewhere(windows):
    window = windows(make_person())
    page = window.open("/account")
    page.evaluate("document.querySelectorAll('main [name=csrf_token]').forEach(field => field.remove())")
    with refused_with(window, 400):
        press(page, "Save")
        heading_is(page, "Send it again")  # this browser sent it from a page of ours: nothing that was typed is lost
    assert_none(flaws_here(window))
    press(page, "Send it again")
    heading_is(page, "Account")
    window = windows()
    page = window.open("/sign-in")
    page.evaluate("document.querySelectorAll('main [name=csrf_token]').forEach(field => field.remove())")
    with refused_with(window, 400):
        press(page, "Sign in")
        heading_is(page, "That did not arrive as it should")
    assert_none(flaws_here(window))


@pytest.mark.parametrize("status", [405, 413, 429])
def test_what_goes_wrong_at_the_door(app, windows, status):
    @app.get("/fails")
    @public
    def fails():
        abort(status)

    assert_none(flaws_at(windows(), "/fails", status))


def test_what_breaks(app, windows, watch):
    @app.get("/breaks")
    @public
    def breaks():
        raise ZeroDivisionError("on purpose")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert_none(flaws_at(windows(make_person()), "/breaks", 500))
    watch.exceptions.clear()
