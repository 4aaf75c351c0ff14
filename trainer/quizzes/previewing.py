"""A question just as a learner will meet it, for those who write it: the page of an attempt that does not exist."""

from datetime import timedelta
from types import SimpleNamespace

from flask import render_template

from trainer import clock
from trainer.banks.published import PublishedItem
from trainer.quizzes import rules
from trainer.quizzes.pages import Palette

HERE, LENGTH = 7, 20  # "Question 7 of 20"


def question_page(item: PublishedItem, title: str, minutes: int, colors: str | None = None) -> str:
    """The runner's own page, with nothing answered yet; its parts in the order of the bank.

    `colors` is "light" or "dark", None as the browser's owner likes it.
    """
    order = item.kind.in_bank(item.item)
    attempt = SimpleNamespace(
        id=0,
        form=[{"item": 0, "order": order}] * LENGTH,
        flags=[],
        adoption_id=1,
        deadline_at=clock.now() + timedelta(minutes=minutes),
        clinic=None,
    )
    return render_template(
        "quizzes/question.html",
        attempt=attempt,
        number=HERE,
        item=item,
        form=SimpleNamespace(answer=SimpleNamespace(errors=())),
        palette=Palette.of(attempt, {}, HERE),  # type: ignore[arg-type]
        kept=None,
        case=(HERE, HERE + 1) if item.item.case else None,
        sureness=rules.SURENESS,
        shown_colors=colors,
        module=SimpleNamespace(content=SimpleNamespace(title=title)),
    )
