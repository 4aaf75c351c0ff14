"""Practice of an erased account may be removed, and nothing else of an attempt."""

from alembic import op
from sqlalchemy import text

from migrations.append_only import guard, guard_final, let_go, on_postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# Tables keep their rows but for these; OLD is the row that somebody wants to remove.
PRACTICE = (
    "OLD.adoption_id IS NULL AND "
    "EXISTS (SELECT 1 FROM person WHERE person.id = OLD.person_id AND person.erased_at IS NOT NULL)"
)
ABOUT_PRACTICE = (
    "EXISTS (SELECT 1 FROM attempt JOIN person ON person.id = attempt.person_id WHERE attempt.id = OLD.attempt_id "
    "AND attempt.adoption_id IS NULL AND person.erased_at IS NOT NULL)"
)
FINAL_OF_ATTEMPTS = """
id person_id clinic_id module_id module_version_id adoption_id seed form started_at deadline_at submitted_at result
passed
""".split()


def upgrade() -> None:
    let_go("attempt", f"OLD.submitted_at IS NULL OR ({PRACTICE})")
    let_go("answer", ABOUT_PRACTICE)
    let_go("confident_miss", ABOUT_PRACTICE)


def downgrade() -> None:
    guard("answer", "confident_miss")
    guard_final("attempt", *FINAL_OF_ATTEMPTS, when="OLD.submitted_at IS NOT NULL")
    if on_postgresql():
        for table in ("attempt", "answer", "confident_miss"):
            op.execute(text(f"DROP FUNCTION refuse_removal_of_{table}()"))
