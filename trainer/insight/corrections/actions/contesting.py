"""Somebody contests a question of their own attempt; an educator answers."""

from trainer import clock, mail, trail
from trainer.banks import queries as banks
from trainer.credentials.actions.ledger import is_same
from trainer.db import db
from trainer.errors import Refused
from trainer.insight.corrections.models import Contest, ContestAnswer
from trainer.people.models import Person
from trainer.people.queries import goes_by
from trainer.quizzes import queries as quizzes
from trainer.quizzes.models import Attempt
from trainer.web.addresses import absolute


def contest(attempt: Attempt, number: int, words: str, by: Person | None = None) -> Contest:
    """With the version that was asked, and what stood for it. `by`: the account that they go by today."""
    if attempt.submitted_at is None:
        raise Refused("This attempt is still under way. Once it is handed in, its result page takes what you contest.")
    version_id = attempt.form[number - 1]["item"]
    module = banks.published(attempt.module_version_id)
    given = quizzes.answers_of(attempt).get(number)
    made = Contest(
        attempt=attempt,
        number=number,
        item_version_id=version_id,
        given=given.given if given else None,
        words=words,
        made_by=by or attempt.person,
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    item = module.by_version[version_id]
    trail.record(
        "item.contested",
        about=attempt.person,
        by=made.made_by,
        item=item.item.id,
        version=item.number,
        module=module.content.title,
        attempt=attempt.id,
    )
    return made


def answer(contested: Contest, upheld: bool, words: str, by: Person) -> ContestAnswer:
    """Once. Nobody answers what they contested themselves."""
    if is_same(by, contested.made_by):
        raise Refused("You contested this yourself. Another educator answers it.")
    said = ContestAnswer(contest_id=contested.id, upheld=upheld, words=words, answered_by=by, answered_at=clock.now())
    db.session.add(said)
    db.session.flush()
    module = banks.published(contested.attempt.module_version_id)
    trail.record(
        "contest.answered",
        about=contested.made_by,
        by=by,
        item=contested.item_version.item.slug,
        module=module.content.title,
        verdict="upheld" if upheld else "not upheld",
    )
    tell(contested, said, module.content.title)
    return said


def tell(contested: Contest, said: ContestAnswer, title: str) -> None:
    """The account that they go by today, where there is one that can be reached."""
    person = goes_by(contested.made_by)
    if not person.active:
        return
    verdict = "The question is wrong." if said.upheld else "The question stands as it was asked."
    mail.write(
        person.email,
        f"Question {contested.number} of your quiz: {title}",
        f"{person.name},\n\n"
        f"you contested question {contested.number} of {title}. {verdict}\n\n{said.words}\n\n"
        f"Your result page has the question and this answer:\n"
        f"{absolute('quizzes.result', attempt_id=contested.attempt_id)}\n",
        key=f"contest {contested.id}",
    )
