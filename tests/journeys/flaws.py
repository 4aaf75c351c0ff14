"""What is wrong with a page, whichever way it is looked at: more than a window finds by itself."""

from collections.abc import Iterator
from contextlib import nullcontext

from tests.chromium import Window
from tests.journeys.walks import refused_with


def flaws_at(window: Window, address: str, status: int = 200) -> Iterator[str]:
    """Go there and look: everything folded is opened, so that it is looked at, too."""
    with refused_with(window, status) if status >= 400 else nullcontext():
        answer = window.page.goto(window.home + address)
    assert answer is not None
    if (answer.url, answer.status) != (window.home + address, status):
        yield f"{address}: should answer {status}, but {answer.url} answers {answer.status}"
    yield from flaws_here(window)


def flaws_here(window: Window) -> Iterator[str]:
    window.page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    yield from window.flaws()


def assert_good(window: Window, *addresses: str) -> None:
    assert_none(flaw for address in addresses for flaw in flaws_at(window, address))


def assert_none(flaws: Iterator[str]) -> None:
    """All of them at once: a page is mended in one go."""
    found = list(flaws)
    assert not found, "\n".join([f"{len(found)} flaws:", *found])
