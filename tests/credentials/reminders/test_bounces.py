"""Mail that came back: reports as mail servers write them (RFC 3464), read from the sender's mailbox."""

from email import message_from_string
from textwrap import dedent

import pytest
from sqlalchemy import select

from trainer import clock, mail
from trainer.credentials.reminders.rules import bounces
from trainer.db import db
from trainer.trail import Event

# As Postfix writes it: in words, for programs, and the whole letter.
WHOLE = """\
From: MAILER-DAEMON@mx.riverbend.example (Mail Delivery System)
To: trainer@riverbend.example
Subject: Undelivered Mail Returned to Sender
Date: {date}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="A1/mx.riverbend.example"

This is a MIME-encapsulated message.

--A1/mx.riverbend.example
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--A1/mx.riverbend.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.riverbend.example
X-Postfix-Queue-ID: 4Wq0Xn1abc
Arrival-Date: {date}

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: {action}
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <{to}>: Recipient address
    rejected: User unknown

--A1/mx.riverbend.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: trainer@riverbend.example
To: {to}
Subject: Needling: 30 days left
Message-ID: {message_id}

Hello Ada

--A1/mx.riverbend.example--
"""
# As others do: the head of the letter only, folded, and no word of the first recipient.
HEAD = """\
From: postmaster@example.org
To: trainer@riverbend.example
Subject: Undeliverable: Needling: 30 days left
Date: {date}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b2"

--b2
Content-Type: text/html; charset=utf-8

<p>Delivery has failed to these recipients: {to}</p>

--b2
Content-Type: message/delivery-status

Reporting-MTA: dns;mail.example.org

Final-recipient: RFC822;{to}
Action: {action}
Status: 5.2.2

--b2
Content-Type: text/rfc822-headers

From: trainer@riverbend.example
Message-ID:
 {message_id}
Subject: Needling: 30 days left

--b2--
"""
IN_DECEMBER = "Thu, 10 Dec 2026 13:00:00 -0700"


def report(form, message_id="<letter.1.2@x>", to="ada@example.org", action="failed", date=IN_DECEMBER) -> str:
    return form.format(message_id=message_id, to=to, action=action, date=date)


def read(text):
    return list(bounces(message_from_string(text)))


def test_what_a_report_says():
    [whole] = read(report(WHOLE))
    assert (whole.message_id, whole.recipient) == ("<letter.1.2@x>", "ada@example.org")
    assert whole.said == "5.1.1, 550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown"
    [head] = read(report(HEAD))
    assert (head.message_id, head.recipient, head.said) == ("<letter.1.2@x>", "ada@example.org", "5.2.2")
    assert head.at.isoformat() == "2026-12-10T13:00:00-07:00"
    assert read(report(HEAD, date="some day"))[0].at is None


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_only_late_or_has_arrived_did_not_come_back(action):
    assert read(report(WHOLE, action=action)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Subject: I am on vacation\n\nBack in July.",
        "",
        "Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n\n--x--\n",
        report(WHOLE).replace("Message-ID:", "X-Nothing:"),
        report(HEAD).partition("--b2\nContent-Type: text/rfc822-headers")[0],
    ],
)
def test_what_is_no_report_says_nothing(text):
    assert read(text) == []


@pytest.fixture
def letter(scene):
    """The letter to Ada has left."""
    scene.hold(until="2026-12-31")
    scene.run("2026-12-10")
    [letter] = scene.letters()
    letter.sent_at = clock.now()
    db.session.commit()
    return letter


def take_in(app, path, *texts: str) -> str:
    path.write_text("\n".join(f"From MAILER-DAEMON Thu Dec 10 20:00:00 2026\n{dedent(text)}" for text in texts))
    done = app.test_cli_runner().invoke(args=["mail", "bounces", str(path)])
    assert done.exit_code == 0, done.output
    db.session.expire_all()
    return done.output


def test_a_mailbox_is_read_and_twice_changes_nothing(app, scene, letter, tmp_path):
    mine = mail.message_id(letter)
    junk = "Subject: Hello\n\n>From me."
    forged = report(WHOLE, mine.replace("@", "1@"))
    said = take_in(app, tmp_path / "mbox", junk, report(WHOLE, mine, letter.to), forged, report(HEAD, "<x@y>"))
    assert "Letters that came back: 1\nNoted before: 0\n" in said
    assert "Reports on other mail: 2\nMessages that report no failure: 1\n" in said
    assert (letter.state, letter.problem[:5]) == ("returned", "5.1.1")
    [line] = db.session.scalars(select(Event).filter_by(name="reminder.came_back"))
    assert (line.about_id, line.clinic_id, line.by_id) == (scene.ada.id, scene.clinic.id, None)
    assert "Noted before: 1\n" in take_in(app, tmp_path / "mbox", report(WHOLE, mine, letter.to))
    assert db.session.scalars(select(Event).filter_by(name="reminder.came_back")).all() == [line]
    scene.run("2026-12-25")
    assert len(scene.letters()) == 1, "nothing more goes there"


def test_a_report_on_an_earlier_time_says_nothing_of_the_letter_sent_again(app, scene, letter, tmp_path):
    mine, old = mail.message_id(letter), letter.to
    mail.send_again(letter, "new@example.org")
    scene.at("2026-12-12")
    letter.sent_at = clock.now()
    db.session.commit()
    for late in (report(WHOLE, mine, old), report(HEAD, mine, old, date="nobody knows")):
        assert "sent again since: 1\n" in take_in(app, tmp_path / "one.eml", late)
    assert letter.state == "sent"
    now = report(HEAD, mine, "new@example.org", date="Sat, 12 Dec 2026 13:00:00 -0700")
    (tmp_path / "single.eml").write_text(now)
    done = app.test_cli_runner().invoke(args=["mail", "bounces", str(tmp_path / "single.eml")])
    db.session.expire_all()
    assert "Came back from new@example.org: Needling: " in done.output or "Your certificates" in done.output
    assert letter.state == "returned"


def test_what_has_not_left_cannot_have_come_back(app, letter, tmp_path):
    mine, letter.sent_at = mail.message_id(letter), None
    db.session.commit()
    take_in(app, tmp_path / "mbox", report(WHOLE, mine, letter.to))
    assert letter.state == "waiting"
