"""Names, accounts, who is new, and what programs may read."""

from trainer import clock
from trainer.credentials.importing import actions as importing
from trainer.credentials.importing import planning, reading
from trainer.credentials.importing.rules import Mapping, guessed
from trainer.db import db
from trainer.demo.cast import DOMAIN
from trainer.demo.scenes.troupe import Troupe, scene
from trainer.demo.stage import PRACTICE
from trainer.exchange.actions import Wish, make_token
from trainer.people import actions

COLUMNS = "Full name,Email address,Profession,State,License number,Credential,Valid from,Valid until,Issuer"


@scene(3, "renamed")
def somebody_takes_another_name(troupe: Troupe) -> None:
    actions.rename(troupe["renamed"], "Yara Calloway-Juniper")


@scene(15, "profession", "administrator")
def somebody_changes_profession(troupe: Troupe) -> None:
    somebody, reason = troupe["profession"], "Passed the board’s examination. (invented)"
    today = clock.today(somebody.clinics[0].time_zone)
    by = troupe["administrator"]
    actions.set_profession(somebody.memberships[0], "physical therapist", on=today, reason=reason, by=by)


@scene(14, "merged", "again", "administrator")
def two_accounts_are_found_to_be_one_human_being(troupe: Troupe) -> None:
    reason = "Entered twice, under two names. (invented)"
    actions.merge(troupe["again"], troupe["merged"], by=troupe["administrator"], reason=reason)


@scene(2)
def somebody_new_is_invited(troupe: Troupe) -> None:
    guest = actions.Guest("Anders Emberley", f"invited{DOMAIN}", "athletic trainer", "practitioner", troupe.home)
    actions.invite(guest, by=troupe["director"])


@scene(25)
def people_come_from_a_file(troupe: Troupe) -> None:
    """With earlier certificates, which nobody has verified, and a row with a day that does not exist."""
    clinic, by, content = troupe.home, troupe["director"], earlier_certificates(troupe).encode()
    batch = importing.send_in(clinic, "staff-before-trainer.csv", content, by=by)
    importing.map_columns(batch, Mapping(guessed(reading.read(content).head)))
    db.session.flush()
    planned = planning.Planning(batch, by)
    plan = planned.plan()
    importing.confirm(batch, plan.counts, by=by)
    importing.carry_out(batch, planned, importing.digest_of(batch, plan), by=by)


def earlier_certificates(troupe: Troupe) -> str:
    first, last = troupe.day(300).isoformat(), troupe.day(-200).isoformat()
    issuer = "Valley Rehab Academy (invented)"
    rows = [
        ("Mateo Sandvik", "physical therapist", "CO", "INV.9000001", PRACTICE, first, last),
        ("Sanna Ellington", "physical therapist", "CO", "INV.9000002", PRACTICE, first, last),
        ("Tariq Holloway", "physical therapist", "CO", "INV.9000003", "", "", ""),
        ("Willa Overbrook", "physical therapist", "CO", "INV.9000004", PRACTICE, "2025-02-30", last),
    ]
    lines = [COLUMNS]
    for name, *rest in rows:
        email = name.lower().replace(" ", ".") + DOMAIN
        lines.append(",".join([name, email, *rest, issuer if rest[3] else ""]))
    return "\n".join(lines) + "\n"


@scene(60)
def a_program_may_read(troupe: Troupe) -> None:
    wish = Wish("Staff directory (sample)", ("people", "status"), None)
    make_token(troupe.home, wish, by=troupe["director"])
