import shutil

import pytest

from tests.demo.sample import make_sample


@pytest.fixture(scope="session")
def sample(once, tmp_path_factory):
    """A database with sample clinics on what is shipped, to be copied; made once a worker."""
    return once("sample", lambda: make_sample(tmp_path_factory.mktemp("sample")))


@pytest.fixture
def copied(sample):
    """What `migrated` gives where a test begins with the sample."""
    return lambda folder: f"sqlite:///{shutil.copy(sample, folder)}"
