"""The roster's filter by where a record comes from."""

from datetime import date

from tests.audit.builders import make_practitioner
from tests.audit.test_roster import counts, names, roster
from tests.browser import words
from tests.builders import make_person
from tests.credentials.builders import make_entry, noon


def test_what_was_imported_and_not_verified_is_a_filter(director, stage):
    """It looks at the days, too: as known before the issuer was asked, nobody had."""
    ada, ben = (make_practitioner(stage.clinic, stage.policy, "current", name) for name in ("Ada Okafor", "Ben Ito"))
    twin = make_person(None, merged_into_id=ben.id, merged_at=noon(date(2026, 4, 1)))
    for person in (ada, twin):
        earlier = make_entry(person, stage.clinic, "document", "imported-certificate", date(2026, 5, 1))
    assert names(roster(director, stage, "?origin=not_verified")) == ["Ada Okafor", "Ben Ito"]
    make_entry(twin, stage.clinic, "verification", "imported-certificate", date(2026, 5, 20), refers_to_id=earlier.id)
    page = roster(director, stage, "?origin=not_verified")
    assert names(page) == ["Ada Okafor"]
    assert "1 person: imported, not yet verified" in words(page)
    assert counts(page)[-1] == "1 Every state"
    assert names(roster(director, stage, "?origin=not_verified&as_known_on=2026-05-19")) == ["Ada Okafor", "Ben Ito"]
    assert names(roster(director, stage, "?origin=not_verified&as_known_on=2026-04-30")) == []
