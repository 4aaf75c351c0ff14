"""From a pasted text to questions of a manuscript: nothing is taken twice, and nothing that is there is touched."""

from tests.banks.builders import load, sound_bank
from tests.banks.drafts.builders import accept_all, make_text
from tests.builders import make_clinic, make_person, there
from trainer.banks import queries as banks
from trainer.banks.authoring import actions, drafting, queries
from trainer.banks.authoring.findings import findings
from trainer.banks.authoring.parts import module_of
from trainer.banks.authoring.reviewing import actions as reviewing
from trainer.banks.authoring.reviewing.queries import history, queue
from trainer.banks.authoring.reviewing.rules import why_not
from trainer.banks.authoring.setting import AROUND, Setting
from trainer.banks.drafts import actions as drafts
from trainer.banks.drafts.queries import standings
from trainer.db import db


def documents(manuscript):
    return {(piece.kind, piece.slug): piece.document for piece in queries.newest_pieces(manuscript)}


def found_in(manuscript):
    setting = Setting(manuscript.slug, tuple(queries.newest_pieces(manuscript, *AROUND)))
    return {
        (piece.kind, piece.slug): found
        for piece in queries.newest_pieces(manuscript)
        if (found := findings(piece.kind, piece.document, setting)) and piece.kind != "policy"
    }


def test_an_empty_manuscript_gets_the_whole_ground_of_the_drafts(app):
    educator = make_person("educator", make_clinic())
    text = make_text(educator)
    accept_all(educator, text)
    manuscript = actions.open_manuscript(educator, None, "desk", "At the desk")
    taken = drafting.take(educator, manuscript, text)
    assert len(taken) == 7
    made = module_of("desk", queries.newest_pieces(manuscript))
    assert [item.id for item in made.items] == taken
    assert made.title == "At the desk"
    assert made.sources[0].id == f"Text-{text.id}"
    assert found_in(manuscript).keys() <= {("item", name) for name in taken}, "but for how they are written"
    newest = queries.newest_version(there(queries.part_called(manuscript, "item", taken[0])))
    assert newest.origin.startswith("draft ")
    assert drafting.take(educator, manuscript, text) == []
    assert drafting.in_words([]) == "Every accepted draft of this text is here already."


def test_a_module_keeps_all_it_has_and_gets_what_is_new(app, tmp_path):
    load(sound_bank(tmp_path))
    educator = make_person("educator", make_clinic())
    text = make_text(educator)
    first, second, *_ = standings(text)
    drafts.accept(educator, text, first, first.document)
    manuscript = actions.open_manuscript(educator, banks.live_version("hands"), "hands", "About hands")
    before = documents(manuscript)
    assert drafting.take(educator, manuscript, text) == [first.row.slug]
    after = documents(manuscript)
    assert after["material", "material"]["text"].startswith(before["material", "material"]["text"].strip())
    assert after["facts", "facts"]["facts"][:3] == before["facts", "facts"]["facts"]
    same = set(before) - {("material", "material"), ("facts", "facts"), ("about", "about")}
    assert all(after[key] == before[key] for key in same)
    assert not [one for one in found_in(manuscript).items() if one[0][0] != "item"]

    drafts.accept(educator, text, second, second.document)
    assert drafting.take(educator, manuscript, text) == [second.row.slug]
    text_now = documents(manuscript)["material", "material"]["text"]
    passages = [line for line in text_now.splitlines() if line.startswith("{#")]
    assert len(passages) == len({line.split()[0] for line in passages}), "no passage stands there twice"


def test_who_gave_or_accepted_a_draft_does_not_review_what_came_of_it(app, tmp_path):
    """Dee only takes them over; Bo accepted the first and rejected the second, which Cleo accepted after all."""
    load(sound_bank(tmp_path))
    clinic = make_clinic()
    ada, bo, cleo, dee, eli = (make_person("educator", clinic) for _ in range(5))
    text = make_text(ada)
    first, second, *_ = standings(text)
    drafts.accept(bo, text, first, first.document)
    drafts.reject(bo, text, second, "Not this one.")
    drafts.accept(cleo, text, next(one for one in standings(text) if one.row.id == second.row.id), second.document)
    manuscript = actions.open_manuscript(dee, banks.live_version("hands"), "hands", "About hands")
    drafting.take(dee, manuscript, text)
    names = {first.row.slug: "first", second.row.slug: "second", "facts": "facts"}
    handed_in = {names.get(one.part_version.part.slug): one for one in reviewing.submit_all(dee, manuscript)}
    versions = {name: there(handed_in[name]).part_version for name in names.values()}

    def may_review(person):
        waiting = queue(person)
        in_queue = {name for name, version in versions.items() if version.id in waiting}
        histories = {name: there(history(version_id=version.id)) for name, version in versions.items()}
        may = {name for name, one in histories.items() if not why_not(person.id, one.authored, "in review", True)}
        assert in_queue == may
        return in_queue

    assert may_review(ada) == may_review(dee) == set()
    assert may_review(bo) == {"second"}
    assert may_review(cleo) == {"first"}
    assert may_review(eli) == {"first", "second", "facts"}
    bo.merged_into_id = eli.id  # Bo and Eli turn out to be one
    db.session.flush()
    assert may_review(eli) == {"second"}
