from tests.banks.conftest import cast

__all__ = ["cast"]
