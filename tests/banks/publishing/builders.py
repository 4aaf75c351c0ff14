"""What is handed in and approved, and what is asked."""

from tests.banks.builders import live
from tests.banks.reviewing.builders import (
    Desk,
    review,
    submit,
)
from tests.browser import words
from trainer.db import db


def texts(page, selector):
    return [words(tag).replace(" :", ":") for tag in page.select(selector)]


def approve(desk: Desk, *versions) -> None:
    submit(desk.ada, *versions)
    for version in versions:
        review(desk.bo, version)


def stems() -> dict[str, str]:
    db.session.rollback()
    return {one.item.id: one.item.stem for one in live().items}
