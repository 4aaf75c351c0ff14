"""The same desk as in review."""

from tests.banks.reviewing.conftest import desk, manuscript

__all__ = ["desk", "manuscript"]
