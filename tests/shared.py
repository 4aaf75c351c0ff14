"""What takes long to make is made by one process of a run; the others wait for it, and take it from there."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make(folder)` has filled, in whichever process."""
    place = folder_of_the_run(folders)
    with FileLock(place / f"{name}.lock"):
        if not (place / name).exists():
            making = folders.mktemp(name)
            make(making)
            making.rename(place / name)  # complete, or not there
    return place / name


def folder_of_the_run(folders: pytest.TempPathFactory) -> Path:
    """The same for all processes of it."""
    own = folders.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
