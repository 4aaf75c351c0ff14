"""From an author to a reviewer who is somebody else: the queue, one part to a screen, remarks, versions."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.banks.reviewing.builders import history_of, review, state, submit, texts, told, write
from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from trainer import clock
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring.models import Review
from trainer.banks.authoring.reviewing import actions
from trainer.banks.authoring.reviewing.queries import queue
from trainer.db import db
from trainer.errors import Refused


def test_from_a_draft_to_an_approved_version(desk, manuscript):
    one = write(desk.ada, manuscript, "one", stem="What about number one?")
    two = write(desk.ada, manuscript, "two", facts=["F-1", "F-2"])
    write(desk.ada, manuscript, "policy", "policy", minutes=45)
    desk.author.open("/")
    page = desk.author.post(f"/manuscripts/{manuscript.id}/submissions")
    assert "3 parts wait for a reviewer now" in words(page.main)
    assert "you can review 0" in words(page.select_one(".lead"))
    assert len(page.select(".draft-list .tag")) == 3, "all of them are her own"

    page = desk.reviewer.open("/reviews/")
    assert "3 parts of all manuscripts wait for a reviewer; you can review 3" in words(page.main)
    assert texts(page, ".draft-list a") == ["1 Quiz policy", "2 What about number one?", "3 What about two?"]
    desk.reviewer.follow("Review 3 parts")
    page = desk.reviewer.open(f"/reviews/{one.id}/")
    assert words(page.h1) == "Review item one"
    assert words(page.select_one(".lead")) == "2 of 3 that you can review"
    assert texts(page, ".review-option.is-key .option-text") == ["The right thing for one"]
    assert texts(page, ".rationale")[0] == "Because it is right."
    assert len(page.select(".draft-preview input[type=radio]")) == 3
    assert "Rub for twenty seconds" in words(page.select_one("#passage-rub"))
    assert "Rubbing takes 20 seconds." in words(page.main)
    assert texts(page, ".review-changes dt") == ["Stem"]
    assert [words(mark) for mark in page.select("ins")] == ["[added: number ]"]

    page = desk.reviewer.press("Approve")
    assert state(one) == "approved"
    assert words(page.h1) == "Review item two"
    assert "Approved: item one" in words(page.select_one(".draft-undo"))
    page = desk.reviewer.press("Send it back", status=422)
    assert "Say what has to change" in words(page.select_one(".draft-bar .form-error"))
    page = desk.reviewer.press("Send it back", words="F-2 is not in this passage.")
    assert state(two) == "sent back"
    assert words(page.h1) == "Review quiz policy"
    assert texts(page, ".review-changes dt")[0] == "Minutes"
    page = desk.reviewer.press("Approve")
    assert "Nothing is left that you could review." in words(page.main)
    page = desk.reviewer.open("/reviews/")
    assert "Nothing waits for a reviewer." in words(page.main)
    page = desk.author.open(f"/reviews/{two.id}/")
    assert "Sent back by Bo Berg" in words(page.main)
    assert "F-2 is not in this passage." in words(page.main)
    page = desk.author.open(f"/manuscripts/{manuscript.id}/parts/{two.part_id}/")
    assert "Sent back by Bo Berg" in words(page.select_one(".notice"))


def test_what_comes_again_after_it_was_sent_back_shows_why_and_what_changed(desk, manuscript):
    document = write(desk.ada, manuscript, "one").document | {"stem": "How long?"}
    first = authoring.add_part(desk.ada, manuscript, "item", "new", document)
    submit(desk.ada, first)
    review(desk.bo, first, approves=False, words="How long what?")
    submit(desk.ada, write(desk.ada, manuscript, "new", stem="How long is rubbed?"))
    page = desk.reviewer.open(f"/reviews/{first.id + 1}/")
    changes = words(page.select_one("[aria-labelledby=changes]"))
    assert changes.startswith("What changed since version 1 Version 1 was sent back by Bo Berg: How long what? Stem")
    two = write(desk.ada, manuscript, "two", stem="Two?")
    submit(desk.ada, two)
    review(desk.bo, two, approves=False, words="Which two?")
    page = desk.reviewer.open(f"/reviews/{write(desk.ada, manuscript, 'two', stem='What about number two?').id}/")
    changes = words(page.select_one("[aria-labelledby=changes]"))
    assert changes.startswith("What changed since version 1, the last approved one Version 2 was sent back by Bo Berg")


def test_an_author_never_reviews(desk, manuscript):
    one = write(desk.ada, manuscript, "one", stem="Whose words?")
    submit(desk.ada, one)
    review(desk.bo, one, approves=False)
    again = write(desk.cleo, manuscript, "one", stem="Whose words are these?")
    desk.third.open(f"/manuscripts/{manuscript.id}/parts/{again.part_id}/")
    page = desk.third.press("Hand version 3 to a reviewer")
    assert "It waits for a reviewer now: Bo Berg can review it." in words(page.select_one(".flashes"))
    for author in (desk.author, desk.third):
        page = author.open(f"/reviews/{again.id}/")
        assert "somebody else has to review it. Bo Berg can." in words(page.main)
        assert not {"Approve", "Send it back"} & set(texts(page, "button"))
        page = author.post(f"/reviews/{again.id}/approval", status=409, seen=0)
        assert "somebody else has to review it" in words(page.main)
        author.open(f"/reviews/{again.id}/")
        author.post(f"/reviews/{again.id}/return", status=409, seen=0, words="No.")
    assert (queue(desk.ada), queue(desk.cleo), queue(desk.bo)) == ([], [], [again.id])
    assert "Who else can is said on the page of each" in words(desk.author.open("/reviews/").main)
    desk.bo.deactivated_at = clock.now()
    db.session.commit()
    page = desk.third.open(f"/reviews/{again.id}/")
    assert "takes one more educator. Ask the director of a clinic, or who runs this installation" in words(page.main)
    make_person("director", desk.clinic, name="Dora Kern")
    page = desk.third.open(f"/reviews/{again.id}/")
    assert "Ask Dora Kern to invite somebody, under Invitations, with the role educator" in words(page.main)
    make_member(desk.cleo, "director", desk.clinic)
    page = desk.third.open(f"/reviews/{again.id}/")
    assert page.main.select_one(f"a[href='/clinics/{desk.clinic.slug}/invitations']")
    desk.bo.deactivated_at = None
    db.session.commit()
    review(desk.bo, again)
    assert state(again) == "approved"
    # approved words are nobody's any more: whoever writes on is the only author of what is judged
    third = write(desk.bo, manuscript, "one", stem="Whose words are they?")
    submit(desk.bo, third)
    assert (queue(desk.ada), queue(desk.cleo), queue(desk.bo)) == ([third.id], [third.id], [])
    with pytest.raises(Refused, match="newer version"):
        actions.review(desk.ada, history_of(again), again, approves=False, words="Late.")
    desk.bo.merged_into_id, desk.bo.merged_at = desk.cleo.id, clock.now()  # the same human being, as it turns out
    db.session.commit()
    assert (queue(desk.ada), queue(desk.cleo)) == ([third.id], [])
    with pytest.raises(Refused, match="somebody else has to review it"):
        actions.review(desk.cleo, history_of(third), third, approves=True)


def test_what_the_check_refuses_is_not_approved(desk, manuscript):
    flawed = write(desk.ada, manuscript, "one", passage="gone")
    sound = write(desk.ada, manuscript, "two", stem="What about number two?")
    submit(desk.ada, flawed, sound)
    page = desk.reviewer.open(f"/reviews/{flawed.id}/")
    assert "cannot be approved as it stands" in words(page.select_one(".draft-findings"))
    assert "Approve" not in texts(page, "button")
    (key,) = page.select("[data-key=a]")
    assert (key["href"], words(key)) == ("#findings", "1 finding before approval")
    page = desk.reviewer.post(f"/reviews/{flawed.id}/approval", status=409, seen=0)
    assert "Nothing was decided. The check before publishing refuses this version" in words(page.main)
    assert state(flawed) == "in review"

    # and where what it rests on goes while the page is open
    desk.reviewer.open(f"/reviews/{sound.id}/")
    write(desk.ada, manuscript, "facts", "facts", facts=[])
    page = desk.reviewer.press("Approve", status=409)
    assert "so it cannot be approved" in words(page.main)
    desk.reviewer.open(f"/reviews/{flawed.id}/")
    desk.reviewer.press("Send it back", words="Which passage?")
    assert (state(flawed), state(sound)) == ("sent back", "in review")


def test_an_approval_can_be_taken_back_until_it_is_live(desk, manuscript):
    one = write(desk.ada, manuscript, "one", stem="Right away?")
    two = write(desk.ada, manuscript, "two", stem="And then?")
    submit(desk.ada, one, two)
    desk.reviewer.open(f"/reviews/{one.id}/")
    desk.reviewer.press("Approve")
    page = desk.reviewer.press("Take it back")
    assert words(page.h1) == "Review item one"
    assert "Your approval is taken back" in words(page.main)
    assert state(one) == "sent back"
    desk.reviewer.press("Approve")
    assert state(one) == "approved"
    assert told("part.approved") == ["approved item one of About hands, version 2"] * 2
    assert told("part.sent_back") == ["sent back item one of About hands, version 2: Approval taken back."]
    page = desk.author.open(f"/reviews/{one.id}/")
    assert "Take it back" not in texts(page, "button")


def test_of_two_reviewers_at_once_one_is_told(desk, manuscript):
    one = write(desk.ada, manuscript, "one", stem="Both at once?")
    submit(desk.ada, one)
    desk.reviewer.open(f"/reviews/{one.id}/")
    desk.third.open(f"/reviews/{one.id}/")
    desk.third.press("Send it back", words="Ask one thing only.")
    page = desk.reviewer.press("Approve", status=409)
    assert "Somebody else decided on this part while you had it open" in words(page.main)
    assert "Ask one thing only." in words(page.main)
    assert state(one) == "sent back"
    desk.reviewer.press("Approve")
    assert state(one) == "approved", "having seen it, Bo may decide otherwise"
    # and where even the look at the number came too early, the database says no
    found = history_of(one)
    db.session.add(
        Review(part_version=one, number=2, reviewer=desk.cleo, approves=False, words="", reviewed_at=one.saved_at)
    )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
    assert len(found.newest.verdicts) == 2


def test_who_is_alone_is_told_whom_to_invite(browser):
    alone = browser.sign_in(make_person("educator", make_clinic()))
    assert "A second educator is needed" in words(alone.open("/reviews/").main)
    assert "Ask the director of a clinic" in words(alone.page.select_one("main"))


def test_ten_thousand_parts_take_as_many_statements_as_ten(desk, manuscript, statements):
    """The queue renders its first fifty; neither page asks more because there is more."""
    asked = []
    for many in (3, 120):
        for number in range(many):
            slug = f"more-{many}-{number}"
            document = {"kind": "true or false", "stem": f"Is it {number}?", "passage": "rub", "facts": ["F-1"]}
            version = authoring.add_part(desk.ada, manuscript, "item", slug, document)
            db.session.add(
                actions.Submission(part_version=version, submitted_by=desk.ada, submitted_at=version.saved_at)
            )
        db.session.commit()
        seen = []
        for address in ("/reviews/", f"/reviews/{version.id}/", f"/manuscripts/{manuscript.id}/publication"):
            with statements() as sent:
                desk.reviewer.open(address)
            seen.append(len(sent))
        asked.append(seen)
    assert len(desk.reviewer.open("/reviews/").select(".draft-list li")) == 50
    assert asked[0] == asked[1]
    assert max(asked[0]) < 8, asked
