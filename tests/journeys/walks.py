"""What people do again and again in a journey: by labels and buttons, as they would."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from playwright.sync_api import Locator, Page, expect

from tests.chromium import Window
from tests.quizzes.builders import the_attempt
from trainer.banks import queries as banks
from trainer.banks.content import Item, SingleBestAnswer
from trainer.banks.published import PublishedItem
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes.models import Attempt

PASSWORD = "correct horse battery staple"
STATEMENT = "I have read it and stand for it."


def heading_is(page: Page, words: str | re.Pattern) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str | re.Pattern) -> None:
    page.get_by_role("link", name=name, exact=isinstance(name, str)).first.click()


def fill_in(page: Page, **answers: str) -> None:
    """Fields by their label, spaces as underscores."""
    for label, text in answers.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(text)


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """On the page to sign in."""
    fill_in(page, Email_address=email, Password=password)
    press(page, "Sign in")


def sign_out(page: Page) -> None:
    page.locator("summary", has_text="Account of").click()
    press(page, "Sign out")
    heading_is(page, "Sign in")


@contextmanager
def refused_with(window: Window, *statuses: int) -> Iterator[None]:
    """The browser's own line about an answer of these statuses is expected here, and nothing else."""
    before = len(window.problems)
    yield
    noted = window.problems[before:]
    window.problems[before:] = [
        line for line in noted if not any(f"status of {status} " in line for status in statuses)
    ]
    assert len(window.problems) - before < len(noted), f"nothing was refused with {statuses}"


def numbers_of(path: str) -> tuple[int, int]:
    """The attempt and the question that an address names."""
    found = re.search(r"/attempts/(\d+)/questions/(\d+)", path)
    assert found, f"not a question: {path}"
    return int(found[1]), int(found[2])


def item_on(page: Page) -> PublishedItem:
    """The item of the question on the page, by the bank."""
    attempt_id, number = numbers_of(page.url)
    db.session.rollback()
    attempt = db.session.get_one(Attempt, attempt_id)
    item = banks.published(attempt.module_version_id).by_version[attempt.form[number - 1]["item"]]
    db.session.rollback()
    return item


def options_of(page: Page) -> tuple[list[str], list[str]]:
    """The values of the right and of the wrong options of the single best answer item on the page."""
    item = item_on(page).item
    assert isinstance(item, SingleBestAnswer)
    right = [str(place) for place, option in enumerate(item.options) if option.key]
    wrong = [str(place) for place, option in enumerate(item.options) if not option.key]
    return right, wrong


def option(page: Page, *, right: bool) -> Locator:
    values = options_of(page)[0 if right else 1]
    return page.locator(f'input[name="answer"][value="{values[0]}"]')


def answer(page: Page, *, right: bool = True) -> None:
    """Answer the question on the page, of whatever kind, as a person would, and wait for the receipt."""
    published = item_on(page)
    given = published.kind.key(published.item) if right else published.kind.slip(published.item, Random(1))
    give(page, published.item, given)
    expect(page.locator("#saved")).to_contain_text("Saved")


def give(page: Page, item: Item, given: str) -> None:
    """Put an answer into the fields of its kind."""
    match item.kind:
        case "single best answer" | "true or false":
            page.locator(f'input[name="answer"][value="{given}"]').locator("xpath=..").click()
        case "multiple response" | "hotspot":
            for value in given.split():
                page.locator(f'input[name="answer"][value="{value}"]').locator("xpath=..").click()
        case "short text":
            fill(page, "answer", given)
        case "numeric":
            text, unit = json.loads(given)
            fill(page, "answer", text)
            if page.locator('[name="answer-unit"]').count():
                fill(page, "answer-unit", unit)
        case _:
            for number, part in enumerate(json.loads(given), 1):
                fill(page, f"answer-{number}", str(part))


def fill(page: Page, name: str, value: str) -> None:
    """A typed field is left again, so that what it holds goes out; a list is chosen from."""
    field = page.locator(f'[name="{name}"]')
    if field.evaluate("element => element.tagName") == "SELECT":
        # by its place: a word is taken for a value or for what can be read, and place 1 reads as the value of place 2
        place = field.evaluate("(list, value) => [...list.options].findIndex((one) => one.value === value)", value)
        field.select_option(index=place)
    else:
        field.fill(value)
        field.blur()


def length_of(page: Page) -> int:
    return int(page.get_by_role("heading", level=1).inner_text().rpartition(" of ")[2])


def take_quiz(page: Page, *, right: bool = True) -> None:
    """From the page of conditions to the result, every question answered."""
    press(page, "Start the quiz")
    length = length_of(page)
    for number in range(1, length + 1):
        heading_is(page, f"Question {number} of {length}")
        answer(page, right=right)
        press(page, "Next" if number < length else "Review answers")
    heading_is(page, "Review and hand in")
    expect(page.get_by_text(f"All {length} questions are answered and saved.")).to_be_visible()
    press(page, f"Hand in {length} answers")
    heading_is(page, re.compile("^Result: "))


def attempt_of(person: Person) -> Attempt:
    """The newest attempt as the database has it now."""
    db.session.rollback()
    return the_attempt(person)


def is_focused(target: Locator) -> bool:
    return target.evaluate("element => element === document.activeElement")


def tab_to(page: Page, target: Locator, most: int = 40) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if is_focused(target):
            return
    raise AssertionError(f"Tab does not lead to {target}")
