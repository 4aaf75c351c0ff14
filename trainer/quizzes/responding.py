"""What is kept of each question when an attempt is marked, for the numbers about items."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Boolean, and_, bindparam, exists, insert, or_, select

from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes import rules
from trainer.quizzes.models import Attempt, Response
from trainer.quizzes.queries import Receipt

Asked = tuple[int, int, float]  # the question, its item version, its score

EARLIER = Attempt.__table__.alias("earlier")
ACCOUNTS = select(Person.id).where(
    or_(Person.id == bindparam("of_person"), Person.merged_into_id == bindparam("of_person"))
)
SAT_EARLIER = exists().where(
    EARLIER.c.person_id.in_(ACCOUNTS),
    EARLIER.c.module_id == bindparam("of_module"),
    EARLIER.c.adoption_id.is_not(None),
    EARLIER.c.submitted_at.is_not(None),
    EARLIER.c.id != bindparam("this_one"),
)
# Built once. Whether it is the first attempt is asked within, so that handing in takes this one statement more.
NOTE = insert(Response.__table__).values(is_first=and_(bindparam("is_real", type_=Boolean()), ~SAT_EARLIER))


def note_responses(
    attempt: Attempt, asked: Sequence[Asked], given: Mapping[int, str], receipts: Sequence[Receipt]
) -> None:
    """One row a question. Counted is what is no practice, of somebody who holds no role that comes with the keys.

    The role is that of the moment, in whichever clinic: an educator of one clinic reads the banks of all.
    """
    seconds = rules.seconds_on(attempt.started_at, [(one.number, one.received_at) for one in receipts])
    is_real = attempt.adoption_id is not None
    about = {
        "attempt_id": attempt.id,
        "this_one": attempt.id,
        "of_person": attempt.person.merged_into_id or attempt.person_id,
        "of_module": attempt.module_id,
        "is_real": is_real,
        "is_counted": is_real and not attempt.person.holds(*rules.KEY_READERS),
    }
    rows = [
        about
        | {
            "number": number,
            "item_version_id": item_version_id,
            "score": score,
            "given": given.get(number),
            "seconds": seconds.get(number),
            "blank": number not in given,
        }
        for number, item_version_id, score in asked
    ]
    db.session.execute(NOTE, rows)
