"""Mail that came back: what a delivery status notification (RFC 3464) says about a letter of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime


@dataclass(frozen=True)
class Bounce:
    """That one letter did not arrive, for good. `at` is when the mail server said so, None: it does not say."""

    message_id: str
    recipient: str
    said: str
    at: datetime | None


def bounces(message: Message) -> Iterator[Bounce]:
    """A report names each recipient that failed, and carries the letter, or the head of it. A delay is none yet."""
    report = next((one for one in message.walk() if one.get_content_type() == "message/delivery-status"), None)
    message_id = original_id(message)
    if report is None or message_id is None:
        return
    for about in report.get_payload():
        if isinstance(about, Message) and str(about.get("Action", "")).strip().lower() == "failed":
            yield Bounce(message_id, recipient(about), said(about), moment(message))


def original_id(message: Message) -> str | None:
    """Of the letter that came back: the whole of it, or only its head (text/rfc822-headers)."""
    for part in message.walk():
        kind, inside = part.get_content_type(), part.get_payload()
        if kind == "message/rfc822" and isinstance(inside, list) and isinstance(inside[0], Message):
            return one_line(inside[0].get("Message-ID"))
        if kind == "text/rfc822-headers":
            head = part.get_payload(decode=True)
            return one_line(message_from_bytes(head).get("Message-ID")) if isinstance(head, bytes) else None
    return None


def recipient(about: Message) -> str:
    """ "rfc822; ada@example.org"; the one that was written to, rather than where it was passed on."""
    address = about.get("Original-Recipient") or about.get("Final-Recipient") or ""
    return one_line(str(address).partition(";")[2] or str(address)) or ""


def said(about: Message) -> str:
    """The server's own words, with its status: "5.1.1, 550 No such user"."""
    words = str(about.get("Diagnostic-Code", "")).partition(";")
    parts = [one_line(part) for part in (str(about.get("Status", "")), words[2] or words[0])]
    return ", ".join(part for part in parts if part)[:300] or "The mail server gave no reason"


def moment(message: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None


def one_line(text: object) -> str | None:
    return " ".join(str(text).split()) if text else None
