import pytest

from tests.chromium import Window


@pytest.fixture
def windows(windows):
    """A journey that is stuck says so soon, and a file that does not arrive is a problem."""

    def make(person=None, **wishes) -> Window:
        window = windows(person, **wishes)
        window.page.set_default_timeout(20_000)
        window.page.on("requestfailed", lambda request: note(window, request.url, request.failure))
        return window

    return make


def note(window: Window, address: str, failure: str | None) -> None:
    if failure != "net::ERR_ABORTED":  # somebody went on before it was there
        window.problems.append(f"{address} failed: {failure}")
