"""Each kind of item in a real browser: by mouse, keyboard and touch, without JavaScript; saved, taken back, mended."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.banks.samples import SAMPLES
from tests.builders import make_person
from tests.chromium import PHONE, Window
from tests.journeys.flaws import assert_good
from tests.journeys.kinds import address_of, begin, given, go_to, items_of, publish_kinds
from tests.journeys.walks import PASSWORD, heading_is, press, refused_with, sign_in, tab_to
from tests.quizzes.builders import the_attempt
from trainer.banks.content import Item
from trainer.banks.kinds import kind_of
from trainer.db import db
from trainer.quizzes import actions as quizzes

TAKEN_BACK = ["multiple response", "matching", "extended matching", "ordering", "numeric", "short text", "cloze"]


@pytest.fixture
def person(app, tmp_path):
    publish_kinds(tmp_path)
    person = make_person(password=PASSWORD)
    begin(person)
    return person


def item_of(person, kind: str) -> Item:
    return next(item for item in items_of(person) if item.id == kind.replace(" ", "-"))


def is_saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text(re.compile("Saved [0-9]"))


def saved_as(page: Page, person, kind: str, wanted: str | None) -> None:
    """Once the server has it; what is typed is sent in the pauses."""
    expect(page.locator("[name=was]")).to_have_value(wanted or "")
    assert given(person, kind) == wanted


def fields(page: Page) -> Locator:
    """The answer's own fields, in the order of the page."""
    return page.locator("[name^=answer]")


def fill_in(page: Page, item: Item) -> None:
    """The key, by pointing and typing: cards, lists and fields as they stand on the page."""
    key = kind_of(item).key(item)
    if item.kind in {"single best answer", "true or false", "multiple response", "hotspot"}:
        for value in key.split():
            page.locator(f'.option-card:has([value="{value}"])').click()
    elif item.kind == "short text":
        page.get_by_label("Your answer").fill(key)
    elif item.kind == "numeric":
        page.get_by_label("Your number").fill(json.loads(key)[0])
    else:
        for number, value in enumerate(json.loads(key), 1):
            put(page.locator(f"[name=answer-{number}]"), str(value))


def put(field: Locator, value: str) -> None:
    if field.evaluate("field => field.tagName") == "SELECT":
        values = field.locator("option").evaluate_all("options => options.map(option => option.value)")
        field.select_option(index=values.index(value))
    else:
        field.fill(value)


@pytest.mark.parametrize("kind", SAMPLES)
def test_by_mouse(windows, person, kind):
    window = windows(person)
    page = go_to(window, person, kind)
    item = item_of(person, kind)
    fill_in(page, item)
    saved_as(page, person, kind, kind_of(item).key(item))
    is_saved(page)
    expect(page.locator("#progress")).to_contain_text("1 of 12 answered")


@pytest.mark.parametrize("kind", SAMPLES)
def test_without_javascript(windows, person, kind):
    window = windows(person, javascript=False)
    page = go_to(window, person, kind)
    item = item_of(person, kind)
    fill_in(page, item)
    press_on(page)
    assert given(person, kind) == kind_of(item).key(item)
    go_to(window, person, kind)
    is_saved(page)
    assert page.locator("[name=was]").get_attribute("value") == kind_of(item).key(item)
    press_on(page)  # what stands on the page is what was saved: nothing new arrives
    assert the_attempt(person).receipts == 1


def press_on(page: Page) -> None:
    page.locator(".quiz-next").click()


@pytest.mark.parametrize("kind", TAKEN_BACK)
@pytest.mark.parametrize("javascript", [True, False])
def test_an_answer_is_taken_back(windows, person, kind, javascript):
    window = windows(person, javascript=javascript)
    page = go_to(window, person, kind)
    fill_in(page, item_of(person, kind))
    press_on(page)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(heading_of(person, kind))
    assert given(person, kind)
    page = go_to(window, person, kind)
    for field in fields(page).all():
        empty(field)
    press_on(page)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(heading_of(person, kind))
    assert given(person, kind) is None


def heading_of(person, kind: str) -> str:
    return f"Question {address_of(person, kind.replace(' ', '-')).rpartition('/')[2]} of 12"


def empty(field: Locator) -> None:
    if field.get_attribute("type") == "checkbox":
        field.uncheck()
    elif field.get_attribute("name") != "answer-unit":
        put(field, "")


@pytest.mark.parametrize("kind", SAMPLES)
def test_by_keyboard_alone(windows, person, kind):
    window = windows(person)
    page = go_to(window, person, kind)
    item = item_of(person, kind)
    expect(page.locator(".quiz-clock")).to_contain_text("min left")  # the script is at work
    BY_KEYBOARD[kind](page, kind_of(item).key(item))
    saved_as(page, person, kind, kind_of(item).key(item))
    # On its way through a list an arrow may pass a choice that stands in another line: that is refused, and told.
    window.problems[:] = [line for line in window.problems if "status of 422 " not in line]
    tab_to(page, page.locator(".quiz-next"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(heading_of(person, kind))


def by_letters(page: Page, key: str) -> None:
    """A, B, C ... as they stand on the page."""
    inputs = page.locator(".option-input")
    values = inputs.evaluate_all("inputs => inputs.map(input => input.value)")
    tab_to(page, inputs.first)
    for value in key.split():
        page.keyboard.press("ABCDEFGH"[values.index(value)])


def by_space(page: Page, key: str) -> None:
    for box in page.locator(".option-input").all():
        tab_to(page, box)
        if box.get_attribute("value") in key.split():
            page.keyboard.press("Space")


def by_lists(page: Page, key: str) -> None:
    """Tab to each list, arrows to what belongs there; typed where there is no list."""
    for number, value in enumerate(json.loads(key), 1):
        field = page.locator(f"[name=answer-{number}]")
        tab_to(page, field)
        if field.evaluate("field => field.tagName") != "SELECT":
            page.keyboard.type(str(value))
            continue
        for _ in range(10):
            if field.input_value() == str(value):
                break
            page.keyboard.press("ArrowDown")


def by_moving(page: Page, key: str) -> None:
    """The buttons that move a step, from the last step on each to the top: the focus stays while its row moves."""
    places = json.loads(key)
    for step, number in enumerate(sorted(range(1, len(places) + 1), key=lambda number: -places[number - 1])):
        up = page.locator(f".order-row:has([name=answer-{number}]) .order-up")
        up.focus() if step else tab_to(page, up)
        for _ in places:
            page.keyboard.press("Enter")
            expect(up).to_be_focused()
            if page.locator(f"[name=answer-{number}]").input_value() == "0":
                break
    expect(page.locator("[data-moved]")).to_have_text("Wet: place 1 of 4")


def by_typing(page: Page, key: str) -> None:
    tab_to(page, fields(page).first)
    page.keyboard.type(json.loads(key)[0] if key.startswith("[") else key)


BY_KEYBOARD = {
    "single best answer": by_letters,
    "multiple response": by_space,
    "true or false": by_letters,
    "matching": by_lists,
    "extended matching": by_lists,
    "ordering": by_moving,
    "numeric": by_typing,
    "short text": by_typing,
    "cloze": by_lists,
    "hotspot": by_letters,
}


def test_a_region_is_pointed_at_with_mouse_and_finger(windows, person):
    """On the drawing itself; the letters below follow."""
    window = windows(person, width=PHONE)
    page = go_to(window, person, "hotspot")
    page.locator('[data-region="b"]').click()
    saved_as(page, person, "hotspot", "b")
    expect(page.get_by_label("Region B")).to_be_checked()
    expect(page.locator('[data-region="b"]')).to_have_class("region is-mine")
    tap(window, page.locator('[data-region="a"]'))
    saved_as(page, person, "hotspot", "a")
    expect(page.locator('[data-region="b"]')).to_have_class("region")


def tap(window: Window, target: Locator) -> None:
    """With a finger: what comes of it is the browser's own."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch = window.context.new_cdp_session(window.page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_steps_go_up_and_down_by_buttons(windows, person):
    page = go_to(windows(person), person, "ordering")
    rows = page.locator(".order-step")
    before = rows.all_inner_texts()
    page.locator(".order-row").nth(1).locator(".order-up").click()
    expect(rows).to_have_text([before[1], before[0], *before[2:]])
    is_saved(page)
    first = page.locator(".order-row").first
    expect(first.locator("select")).to_have_value("0")
    expect(first.locator(".order-up")).to_be_focused()
    page.reload()
    expect(rows).to_have_text([before[1], before[0], *before[2:]])


@pytest.mark.parametrize(
    ("kind", "what", "error"),
    [
        ("numeric", {"answer": "a while"}, "“a while” is not a number."),
        ("matching", {"answer-1": "0", "answer-2": "0"}, "“Change” is chosen twice."),
        ("ordering", {"answer-1": "2", "answer-3": "2"}, "Two steps have place 3."),
    ],
)
def test_what_cannot_be_read_stays_and_is_explained_beside_the_field(windows, person, kind, what, error):
    """Without JavaScript by the page that comes back, with it at once; what was saved before still stands."""
    for javascript in (False, True):
        window = windows(person, javascript=javascript)
        page = go_to(window, person, kind)
        fill_in(page, item_of(person, kind))
        press_on(page)
        page = go_to(window, person, kind)
        before = given(person, kind)
        with refused_with(window, 422):
            for name, value in what.items():
                put(page.locator(f"[name={name}]"), value)
            if javascript:
                expect(page.locator("#saved")).to_contain_text(f"Not saved: {error}")
            press_on(page)
            expect(page.locator(".form-error")).to_contain_text(error)
        for name, value in what.items():
            expect(page.locator(f"[name={name}]")).to_have_value(value)
        assert given(person, kind) == before
    window.assert_good()


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_session_ends_and_what_was_given_is_kept(windows, person, kind):
    window = windows(person, javascript=False)
    page = go_to(window, person, kind)
    address, item = page.url, item_of(person, kind)
    window.context.clear_cookies()
    fill_in(page, item)
    press_on(page)
    heading_is(page, "Sign in")
    sign_in(page, person.email)
    expect(page).to_have_url(address)
    expect(page.get_by_text("Your session had ended when you gave this answer.")).to_be_visible()
    assert given(person, kind) is None
    press_on(page)
    assert given(person, kind) == kind_of(item).key(item)


def test_a_case_stays_together_and_says_so(windows, person):
    window = windows(person)
    page = window.open(address_of(person, "glove-1"))
    first = int(page.url.rpartition("/")[2])
    expect(page.get_by_text(f"Questions {first} to {first + 1} are about the same case.")).to_be_visible()
    expect(page.locator(".case-story")).to_have_text("A glove tears while the needle is in.")
    press(page, "Next")
    expect(page.locator(".stem")).to_have_text("What is step 2?")
    expect(page.locator(".case-story")).to_be_visible()


def test_every_kind_is_good_to_look_at_before_and_after(windows, person):
    """Accessible on phone and desk, light and dark: each question, the result, the educator's page of each item."""
    attempt = the_attempt(person)
    addresses = [address_of(person, item.id) for item in items_of(person) if item.id != "glove-2"]
    assert_good(windows(person), *addresses)
    for number, item in enumerate(items_of(person), 1):
        random = quizzes.Random(number)
        quizzes.answer(attempt, number, kind_of(item).slip(item, random), number)
    quizzes.submit(attempt)
    db.session.commit()
    assert_good(windows(person), f"/attempts/{attempt.id}/result")


def test_every_kind_is_good_to_look_at_for_an_educator(windows, person):
    educator = make_person("educator")
    assert_good(windows(educator), *(f"/banks/hands/items/{kind.replace(' ', '-')}/" for kind in SAMPLES))
