"""What the cut of a sitting rests on goes along in the packet, and is checked with it."""

import json
from datetime import timedelta

import pytest
import time_machine

from tests.audit.packets.builders import sit
from tests.audit.packets.conftest import FIRST
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_policy
from tests.insight.studies.builders import close, follow, make_study
from tests.quizzes.builders import adopt, make_content, publish
from trainer.audit.packets import rules
from trainer.audit.packets.making import make
from trainer.audit.packets.verifying import verify
from trainer.credentials.queries import certificates_of


@pytest.mark.sqlite
def test_a_study_travels_with_what_it_decided_and_nothing_is_relabeled(app):
    with time_machine.travel(FIRST, tick=False) as clock:
        clinic = make_clinic()
        ada = make_person(clinic=clinic)
        make_policy("a", "b")
        first, second = (adopt(publish(make_content(slug)), clinic) for slug in ("a", "b"))
        sit(ada, first, clock)
        clock.shift(timedelta(hours=1))
        for adoption in (first, second):
            follow(close(make_study(adoption.module_version)))
        clock.shift(timedelta(hours=1))
        sit(ada, second, clock)
        packet = make(certificates_of(ada)[0]).data
    report = verify(packet)
    assert report.findings == []
    before, after = report.told.attempts
    assert "The cut is provisional, as no study of it was followed then." in before
    assert "The cut is set by study 2, in which 3 panelists put it at 75.0 percent, standard error 2.9" in after
    assert "The module says" in before
    assert "The module says" not in after, "what authors said before a study is not said beside it"

    members = rules.unpack(packet).members
    assert "cut_report/2.json" in members
    assert "cut_report/1.json" not in members
    assert b"rater" not in members["cut_report/2.json"], "nobody of the panel is named"
    told = json.loads(members["cut_report/2.json"])
    told["document"]["ratings"]["second"]["1"][0] = 10.0
    manifest = json.loads(members[rules.MANIFEST])
    members["cut_report/2.json"] = rules.written(told)
    manifest["members"] = rules.listed({name: one for name, one in members.items() if name != rules.MANIFEST})
    members[rules.MANIFEST] = rules.written(manifest)
    places = [(one.member, one.place) for one in verify(rules.pack(members)).findings]
    assert ("cut_report/2.json", "content_hash") in places
