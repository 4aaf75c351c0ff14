"""One changed byte anywhere is found; and who changes more, so that the file fits again, meets the seals."""

import json
from pathlib import Path
from random import Random

import pytest

from tests.audit.packets.builders import altered, found, rewritten
from tests.tamper import tamper
from trainer.audit.packets.making import make
from trainer.audit.packets.verifying import verify
from trainer.trail.heads import Head

KEPT = (Path(__file__).parent / "kept.zip").read_bytes()  # from the days of the first packets


@pytest.fixture
def kept() -> bytes:
    return KEPT


def test_what_was_kept_from_the_first_days_is_still_sound(kept):
    report = verify(kept)
    assert report.findings == []
    assert len(report.told.attempts) == 2


def test_any_changed_byte_is_found(kept):
    random = Random(20260302)
    for at in [0, len(kept) - 1, *random.sample(range(len(kept)), 150)]:
        changed = bytearray(kept)
        changed[at] ^= 1 << random.randrange(8)
        assert found(bytes(changed)), f"byte {at}"


def test_what_is_cut_off_put_behind_in_front_or_between_is_found(kept):
    random = Random(7)
    half = random.randrange(len(kept))
    for changed in (
        kept[:-1],
        kept[:half],
        kept + b"\n",
        b"\n" + kept,
        kept[:half] + b"x" + kept[half:],
        kept[:half] + kept[half + 1 :],
        kept + kept,
        b"",
    ):
        assert found(changed)


def test_the_place_is_named(kept):
    start = kept.index(b'"given": ', kept.index(b"attempt/2.json")) + len(b'"given": "')
    changed = kept[:start] + (b"2" if kept[start : start + 1] != b"2" else b"1") + kept[start + 1 :]
    says = found(changed)
    assert any(one.startswith("attempt/2.json, line 6, answer 1 given: it is not as listed") for one in says), says
    assert any(one.startswith("attempt/2.json: it is not what was sealed in batch 1") for one in says)


def test_a_comment_in_the_directory_is_named(kept):
    assert found(kept[:-2] + b"\x05\x00hello") == [f"byte {len(kept) - 2:,}: the directory at the end was changed"]


def test_a_member_more_or_less_is_named(kept):
    more = altered(kept, lambda members: members.update({"entry/99.json": b"{}\n"}), tells=True)
    assert "entry/99.json: it is not listed in manifest.json: somebody put it in" in found(more)
    less = altered(kept, lambda members: members.pop("entry/2.json"), tells=True)
    assert "entry/2.json: it is listed in manifest.json and not there" in found(less)


def test_another_answer_does_not_pass_for_the_one_that_was_given(kept):
    def give_another(attempt):
        for answer in attempt["answer"][-2:]:
            answer["given"] = "1" if answer["given"] != "1" else "2"

    says = found(altered(kept, rewritten("attempt/1.json", give_another)))
    assert says[0].startswith("attempt/1.json: it is not what was sealed in batch 1")
    assert "attempt/1.json, result passed: marked again False, recorded True" in says


def test_another_key_leads_to_another_verdict(kept):
    attempt = json.loads(kept[kept.index(b"{", kept.index(b"attempt/1.json")) :].split(b"\n}\n")[0] + b"\n}")
    name = f"item_version/{attempt['form'][0]['item']}.json"

    def turn(item):
        for option in item["document"]["options"]:
            option["key"] = not option["key"]

    says = found(altered(kept, rewritten(name, turn)))
    assert says[0].startswith(f"{name}: it is not what was sealed")
    assert any(one.startswith("attempt/1.json, result total: marked again") for one in says)


def test_a_longer_certificate_is_decided_again(kept):
    says = found(altered(kept, rewritten("certificate/1.json", lambda one: one.update(valid_until="2030-01-01"))))
    assert "certificate/1.json, valid_until: it says 2030-01-01, decided again it is 2028-03-02" in says


def test_a_missing_receipt_is_missed(kept):
    says = found(altered(kept, rewritten("attempt/1.json", lambda one: one["answer"].pop(1))))
    assert "attempt/1.json, answer 2: its receipt is 3: one is missing" in says


def test_seals_that_were_computed_anew_do_not_hide_behind_the_lines(kept):
    name = "seals/000000001.json"
    says = found(altered(kept, rewritten(name, lambda one: one["rows"].pop(3))))
    assert f"{name}, hash: the lines do not lead to the hash of batch 1" in says
    assert f"{name}, rows: lines are missing, or there are too many" in says


def test_a_chain_made_anew_as_a_whole_shows_beside_another_copy(kept):
    [mine] = verify(kept).batches
    other = Head(mine.number, "f" * 64, mine.sealed_at)
    report = verify(kept, [("seals.log, line 1", other)])
    assert [str(one) for one in report.findings] == [
        f"seals/000000001.json, hash: batch 1 is another one in seals.log, line 1: {'f' * 64}"
    ]
    assert verify(kept, [("seals.log, line 1", mine)]).told.compared == 1


@pytest.mark.sqlite
def test_a_database_that_was_altered_behind_its_seal_cannot_make_a_sound_packet(packet, earned):
    tamper("UPDATE answer SET given = '' WHERE attempt_id = 1 AND receipt = 5")
    says = found(make(earned.certificate).data)
    assert says[0].startswith("attempt/1.json: it is not what was sealed in batch 1")
    assert "attempt/1.json, result blanks: marked again 1, recorded 0" in says


def test_a_form_of_other_items_or_of_practice_earns_nothing(kept):
    def practice(attempt):
        del attempt["adoption_id"]
        attempt["form"][1] = attempt["form"][0]

    says = found(altered(kept, rewritten("attempt/1.json", practice)))
    assert "attempt/1.json, adoption_id: it was practice, which earns nothing" in says
    assert "attempt/1.json, form: an item is asked twice" in says


def test_a_form_that_is_not_as_the_blueprint_says_is_found(kept):
    def ask_for_more(module):
        module["document"]["blueprint"]["anatomy"]["application"] = 3

    says = found(altered(kept, rewritten("module_version/1.json", ask_for_more)))
    assert "attempt/1.json, form: 2 items of anatomy application, not 3" in says
