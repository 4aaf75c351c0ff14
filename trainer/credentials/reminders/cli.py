import mailbox
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import click
from flask.cli import AppGroup

from trainer.credentials.reminders import returning
from trainer.credentials.reminders.rules import bounces as told_by
from trainer.db import db

mail = AppGroup("mail", help="Mail that was sent, and came back.")
OUTCOMES = {
    "noted": "Letters that came back",
    "known": "Noted before",
    "outdated": "Reports on a letter that was sent again since",
    "not ours": "Reports on other mail",
    "no report": "Messages that report no failure",
}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@mail.command()
@click.argument("file", type=FILE)
def bounces(file):
    """Note which letters came back, by the delivery reports in FILE: a mailbox (mbox), or one message.

    Nothing more goes to such an address until a director sends a letter again. The same file twice changes nothing.
    """
    counts: Counter[str] = Counter()
    for message in messages(file):
        found = list(told_by(message))
        counts["no report"] += not found
        for bounce in found:
            outcome, letter = returning.note(bounce)
            db.session.commit()
            counts[outcome] += 1
            if letter is not None and outcome == "noted":
                click.echo(f"Came back from {letter.to}: {letter.subject}. {bounce.said}")
    for words in ("noted", "known", "outdated", "not ours", "no report"):
        click.echo(f"{OUTCOMES[words]}: {counts[words]}")


def messages(file: Path) -> Iterator[Message]:
    with file.open("rb") as opened:
        is_mailbox = opened.read(5) == b"From "
    if is_mailbox:
        with closing(mailbox.mbox(file, create=False)) as box:
            yield from box
    else:
        yield message_from_bytes(file.read_bytes())
