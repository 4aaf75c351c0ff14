"""How the tests choose people on a list, and read the preview."""

from tests.browser import words
from trainer.trail import Event


def choose(browser, here, action, rows, **fields):
    browser.open(here)
    return browser.press(action, row=[row_of(*one) for one in rows], **fields)


def row_of(person, kind="credential", subject="needling") -> str:
    return f"{person.id}:{kind}:{subject}"


def sections(page) -> dict[str, list[str]]:
    """What the preview says will happen, and who is left out."""
    return {
        words(heading): [words(row) for row in heading.find_next("dl").select("div")]
        for heading in page.select("main h2")
        if heading.find_next("dl")
    }


def events(name) -> list[Event]:
    return Event.query.filter_by(name=name).order_by(Event.id).all()
