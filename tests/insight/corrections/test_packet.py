"""The evidence of a certificate that rests on a corrected result carries the correction, and re-scores by it."""

import pytest
import time_machine

from tests.audit.packets.builders import altered, found, members_of, rewritten
from tests.insight.corrections.builders import FIRST, WRONG_TWICE, approve, key, make_ward, propose, sit
from trainer.audit.packets.making import make
from trainer.audit.packets.verifying import verify
from trainer.credentials.queries import certificates_of
from trainer.db import db
from trainer.insight.corrections.models import Regrading


@pytest.mark.sqlite
def test_a_packet_carries_the_correction_and_verifies(app):
    with time_machine.travel(FIRST) as clock:
        ward = make_ward()
        ada, ben = ward.person("Ada Okafor"), ward.person("Ben Ito")
        sit(ada, ward, WRONG_TWICE)
        sit(ben, ward, {"lungs-anatomy-1": "wrong"})
        clock.shift(86_400)
        approve(ward, propose(ward, "key", key(ward.item, "wrong")))
        approve(ward, propose(ward, "credit"))
        [gained], [kept] = certificates_of(ada), certificates_of(ben)
        packet, packet_of_kept = make(gained).data, make(kept).data

    assert found(packet) == []
    assert found(packet_of_kept) == []
    told = verify(packet).told
    assert told.decided_again
    assert "3 of 4 right, 3 needed: passed" in told.attempts[1]
    assert "approved by Dora Díaz on 2026-03-03" in told.attempts[1]
    assert "2 of 4 right, 3 needed: not passed; the pass that was given stays" in " ".join(
        verify(packet_of_kept).told.attempts
    )
    again = [name for name in members_of(packet) if name.startswith("regrading/")]
    assert len(again) == 1, "credit for everybody changed nothing of hers"
    assert {"correction/1.json", "correction/2.json"} <= members_of(packet).keys()

    row = db.session.scalars(db.select(Regrading).order_by(Regrading.id)).first()
    name = f"regrading/{row.id}.json"
    more = altered(packet, rewritten(name, lambda document: document["result"]["total"].update(right=4)))
    assert any("marked again" in one and one.startswith(name) for one in found(more))

    def with_the_old_key(document):
        for option in document["correction_item"][0]["document"]["options"]:
            option["key"] = option["text"].endswith("right")

    assert any(one.startswith(name) for one in found(altered(packet, rewritten("correction/1.json", with_the_old_key))))
    without = altered(packet, lambda members: members.pop(name))
    assert any("good: it says True, the attempt says False" in one for one in found(without))
