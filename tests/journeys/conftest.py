import pytest


@pytest.fixture
def windows(windows):
    """A journey that is stuck says so soon."""

    def make(person=None, **wishes):
        window = windows(person, **wishes)
        window.page.set_default_timeout(8_000)
        return window

    return make
