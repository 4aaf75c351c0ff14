import pytest

from tests.conftest import copied
from tests.demo.sample import make_sample


@pytest.fixture(scope="session")
def sample(shared):
    """A database with sample clinics on what is shipped, to be copied."""
    return shared("sample", make_sample)


@pytest.fixture
def sampled(sample):
    """What `migrated` gives where a test begins with the sample."""
    return copied(sample)
