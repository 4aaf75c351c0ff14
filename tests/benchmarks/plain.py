"""The same answers by SQL written out by hand for this one policy, as well as it can be done: what to measure against.

No query of the program is used, and nothing is general. Both engines take the same text but for two functions' names.
"""

from datetime import UTC, date, datetime, timedelta
from re import sub
from typing import Any

from tests.benchmarks.town import MODULES, SLUG
from trainer.credentials.rules.days import BY_RANK, oldest_that_counts
from trainer.db import db

RARE = """WITH
voided AS (
    SELECT refers_to_id AS id FROM entry
    WHERE kind = 'correction' AND refers_to_id IS NOT NULL AND recorded_at <= :known),
withdrawn AS (
    SELECT certificate_id AS id FROM entry
    WHERE kind = 'correction' AND certificate_id IS NOT NULL AND refers_to_id IS NULL AND recorded_at <= :known),
merged AS (SELECT id, merged_into_id AS owner FROM person WHERE merged_into_id IS NOT NULL AND merged_at <= :known),
rare AS (
    SELECT CAST(coalesce(merged.owner, entry.person_id) AS integer) AS owner, entry.id, kind, subject, from_on, until_on
    FROM entry LEFT JOIN merged ON merged.id = entry.person_id
    WHERE kind IN ('revocation', 'suspension', 'leave', 'temporary') AND from_on <= :day AND recorded_at <= :known
        AND subject IN ('{slug}', '') AND entry.id NOT IN (SELECT id FROM voided)),
ended AS (
    SELECT kind, refers_to_id AS id FROM entry
    WHERE kind IN ('reinstatement', 'return') AND from_on <= :day AND recorded_at <= :known
        AND id NOT IN (SELECT id FROM voided)),
revoked AS (SELECT owner, max(from_on) AS since FROM rare WHERE kind = 'revocation' GROUP BY owner),
given AS (
    SELECT rare.owner,
        max(CASE WHEN kind = 'temporary' THEN until_on END) AS until_on,
        max(CASE WHEN kind = 'temporary' THEN 0 ELSE 1 END) AS stops
    FROM rare LEFT JOIN revoked ON revoked.owner = rare.owner
    WHERE (kind = 'temporary' AND until_on >= :day AND (since IS NULL OR from_on > since))
        OR (kind = 'suspension' AND (until_on IS NULL OR until_on >= :day)
            AND rare.id NOT IN (SELECT id FROM ended WHERE kind = 'reinstatement'))
        OR (kind = 'leave' AND (until_on IS NULL OR until_on >= :day)
            AND rare.id NOT IN (SELECT id FROM ended WHERE kind = 'return'))
    GROUP BY rare.owner),
"""
THERE = """
there AS (
    SELECT DISTINCT clinic_id, person_id FROM membership
    WHERE role = 'practitioner' AND clinic_id BETWEEN :first AND :last AND joined_on <= :day AND recorded_at <= :known
        AND (left_on IS NULL OR NOT (left_on < :day AND ended_at <= :known))),
"""
OURS = """
ours AS (
    SELECT person_id AS id FROM there
    UNION SELECT merged.id FROM merged JOIN there ON there.person_id = merged.owner),
"""
EVERYBODY = """
held AS (
    SELECT CAST(coalesce(merged.owner, certificate.person_id) AS integer) AS owner, max(valid_until) AS valid_until
    FROM certificate
        LEFT JOIN merged ON merged.id = certificate.person_id
        LEFT JOIN revoked ON revoked.owner = CAST(coalesce(merged.owner, certificate.person_id) AS integer)
    WHERE credential_id = :credential AND valid_from <= :day AND issued_at <= :known {theirs}
        AND (since IS NULL OR valid_from > since) AND certificate.id NOT IN (SELECT id FROM withdrawn)
    GROUP BY 1),
each AS (
    SELECT person_id,
        max(CASE WHEN kind = 'practical' THEN from_on END) AS practical,
        max(CASE WHEN kind = 'practical' AND good THEN from_on END) AS practical_good,
        max(CASE WHEN kind = 'practical' AND NOT good THEN from_on END) AS practical_bad,
        max(CASE WHEN kind = 'license' THEN from_on END) AS license,
        max(CASE WHEN kind = 'license' AND good THEN from_on END) AS license_good,
        max(CASE WHEN kind = 'license' AND NOT good THEN from_on END) AS license_bad,
        max(CASE WHEN kind = 'document' THEN from_on END) AS document,
        max(CASE WHEN kind = 'document' THEN until_on END) AS document_until,
        max(CASE WHEN kind = 'training' THEN from_on END) AS training,
        sum(CASE WHEN kind = 'training' AND from_on >= :training_now THEN minutes END) AS now,
        sum(CASE WHEN kind = 'training' AND from_on >= :training_now THEN in_person_minutes END) AS now_there,
        sum(CASE WHEN kind = 'training' AND from_on >= :training_soon THEN minutes END) AS soon,
        sum(CASE WHEN kind = 'training' AND from_on >= :training_soon THEN in_person_minutes END) AS soon_there
    FROM entry
    WHERE kind IN ('practical', 'license', 'training', 'document') AND from_on <= :day AND recorded_at <= :known
        AND entry.id NOT IN (SELECT id FROM voided) {theirs}
    GROUP BY person_id),
facts AS (
    SELECT CAST(coalesce(merged.owner, each.person_id) AS integer) AS owner,
        max(practical) AS practical, max(practical_good) AS practical_good, max(practical_bad) AS practical_bad,
        max(license) AS license, max(license_good) AS license_good, max(license_bad) AS license_bad,
        max(document) AS document, max(document_until) AS document_until, max(training) AS training,
        sum(now) AS now, sum(now_there) AS now_there, sum(soon) AS soon, sum(soon_there) AS soon_there
    FROM each LEFT JOIN merged ON merged.id = each.person_id
    GROUP BY 1),
ranks AS (
    SELECT person.id, name,
        CASE WHEN practical IS NULL THEN 2 WHEN practical_bad >= coalesce(practical_good, practical_bad) THEN 0
            WHEN practical_good >= :practical_soon THEN 4 WHEN practical_good >= :practical_now THEN 3 ELSE 1
        END AS practical,
        CASE WHEN license IS NULL THEN 2 WHEN license_bad >= coalesce(license_good, license_bad) THEN 0
            WHEN license_good >= :license_soon THEN 4 WHEN license_good >= :license_now THEN 3 ELSE 1
        END AS license,
        CASE WHEN training IS NULL THEN 2 WHEN soon >= 1200 AND soon_there >= 600 THEN 4
            WHEN now >= 1200 AND now_there >= 600 THEN 3 ELSE 1
        END AS training,
        CASE WHEN document IS NULL THEN 2 WHEN document_until >= :soon THEN 4 WHEN document_until >= :day THEN 3 ELSE 1
        END AS document
    FROM person LEFT JOIN facts ON facts.owner = person.id
    WHERE person.id NOT IN (SELECT id FROM merged) {listed}),
standing AS (
    SELECT ranks.id, name, practical, license, training, document, held.valid_until,
        CASE WHEN given.stops = 1 THEN 0 ELSE {greatest}(
            CASE WHEN held.valid_until IS NOT NULL THEN {least}(
                    CASE WHEN held.valid_until < :day THEN 1 WHEN held.valid_until < :soon THEN 3 ELSE 4 END,
                    practical, license, training, document)
                WHEN revoked.since IS NOT NULL THEN 0 ELSE 2 END,
            CASE WHEN given.until_on IS NULL THEN 0 WHEN given.until_on >= :soon THEN 4 ELSE 3 END)
        END AS rank
    FROM ranks LEFT JOIN held ON held.owner = ranks.id LEFT JOIN revoked ON revoked.owner = ranks.id
        LEFT JOIN given ON given.owner = ranks.id)
"""
COUNTS = """
SELECT clinic_id, rank, count(*) FROM there JOIN standing ON standing.id = there.person_id GROUP BY clinic_id, rank
"""
PAGE = """
SELECT standing.* FROM standing ORDER BY rank, valid_until IS NULL, valid_until, lower(name), id
"""
DATES = """
SELECT person_id, subject, max(from_on) FROM entry
WHERE person_id IN ({people}) AND kind = 'module' AND from_on <= :day AND recorded_at <= :known
    AND id NOT IN (SELECT refers_to_id FROM entry
        WHERE kind = 'correction' AND refers_to_id IS NOT NULL AND recorded_at <= :known)
GROUP BY person_id, subject
"""
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def asked(credential: int, clinics: tuple[int, int], day: date, known_at: datetime | None) -> dict[str, Any]:
    """Every day that the statements compare with; `clinics`: the first and the last id."""
    days = {"now": day, "soon": day + timedelta(days=60)}
    return {
        "credential": credential,
        "first": clinics[0],
        "last": clinics[1],
        "day": days["now"],
        "soon": days["soon"],
        "known": (known_at or FOREVER).astimezone(UTC),
        **{f"training_{when}": oldest_that_counts(one, 36) for when, one in days.items()},
        **{f"practical_{when}": oldest_that_counts(one, 24) for when, one in days.items()},
        **{f"license_{when}": one - timedelta(days=120) for when, one in days.items()},
    }


def counts(asked: dict[str, Any]) -> dict[tuple[int, str], int]:
    """By clinic and state, of all clinics, in one statement."""
    rows = run(RARE + THERE.lstrip() + EVERYBODY.lstrip() + COUNTS, asked, theirs="", listed="")
    return {(clinic_id, BY_RANK[rank]): number for clinic_id, rank, number in rows}


def page(asked: dict[str, Any], size: int) -> tuple[dict[str, int], list[tuple]]:
    """Of one clinic: how many stand in each state, and the most urgent with every requirement; two statements."""
    statement = RARE + THERE.lstrip() + OURS.lstrip() + EVERYBODY.lstrip() + PAGE
    theirs = "AND person_id IN (SELECT id FROM ours)"
    listed = "AND person.id IN (SELECT person_id FROM there)"
    rows = run(statement, asked, theirs=theirs, listed=listed)
    states: dict[str, int] = {}
    for row in rows:
        states[BY_RANK[row[-1]]] = states.get(BY_RANK[row[-1]], 0) + 1
    shown = rows[:size]
    people = ", ".join(str(row[0]) for row in shown)
    dates = {(person, module): on for person, module, on in run(DATES, asked, people=people)}
    return states, [(*row, *(dates.get((row[0], module)) for module in MODULES)) for row in shown]


def run(statement: str, asked: dict[str, Any], **parts: str) -> list[tuple]:
    """By the driver itself."""
    connection = db.session.connection()
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        said = {name: spelled(value) for name, value in asked.items()}
        return driver.execute(statement.format(slug=SLUG, least="min", greatest="max", **parts), said).fetchall()
    named = sub(r":(\w+)", r"%(\1)s", statement.format(slug=SLUG, least="least", greatest="greatest", **parts))
    return driver.execute(named, asked).fetchall()


def spelled(value: Any) -> Any:
    """As SQLite keeps it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value
