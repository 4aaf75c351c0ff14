"""Lists of bits that say which badges were stopped (https://www.w3.org/TR/vc-bitstring-status-list/).

Certificate n has bit (n - 1) mod 131,072 of list (n - 1) div 131,072 + 1, for each purpose. So many share a list that
the address which is fetched does not tell whose badge is being looked at.
"""

import gzip
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Literal

from trainer.credentials.badges.rules.badge import Issuer, written

Purpose = Literal["revocation", "suspension"]

SIZE = 131_072  # bits in a list, the least that the standard allows
VOCABULARIES = ["https://www.w3.org/ns/credentials/v2"]
GOOD_FOR = timedelta(days=1)  # who keeps an older copy has not looked
LOOK_AGAIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Place:
    """Where one certificate has its bit."""

    list: int  # counted from 1
    index: int  # counted from 0


def place_of(certificate_id: int) -> Place:
    return Place((certificate_id - 1) // SIZE + 1, (certificate_id - 1) % SIZE)


def numbers_in(number: int) -> range:
    """The certificates that have their bit in a list."""
    return range((number - 1) * SIZE + 1, number * SIZE + 1)


def status_entries(certificate_id: int, list_address: Callable[[Purpose, int], str]) -> tuple[dict, ...]:
    place = place_of(certificate_id)
    purposes: tuple[Purpose, ...] = ("revocation", "suspension")
    return tuple(
        {
            "id": f"{list_address(purpose, place.list)}#{place.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": str(place.index),
            "statusListCredential": list_address(purpose, place.list),
        }
        for purpose in purposes
    )


def status_list(issuer: Issuer, address: str, purpose: Purpose, stopped: Iterable[int], moment: datetime) -> dict:
    """The list as a credential, not yet signed. `stopped` are the indexes whose bit is set."""
    return {
        "@context": VOCABULARIES,
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": written(moment),
        "validUntil": written(moment + GOOD_FOR),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(stopped),
        },
    }


def encoded(stopped: Iterable[int]) -> str:
    """The bits, the first one leftmost, compressed by GZIP, as multibase base64url: 'u...'."""
    bits = bytearray(SIZE // 8)
    for index in stopped:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def is_set(encoded_list: str, index: int) -> bool:
    """Whether a list of others' or ours has the bit. What is no such list, or too short, is a ValueError."""
    if not encoded_list.startswith("u") or index < 0:
        raise ValueError("Only base64url is read here, which begins with u, and no bit before the first.")
    packed = urlsafe_b64decode(encoded_list[1:] + "=" * (-len(encoded_list[1:]) % 4))
    try:
        with gzip.GzipFile(fileobj=BytesIO(packed)) as file:
            bits = file.read(index // 8 + 1)  # no further: little can unpack to a lot
    except (OSError, EOFError):
        raise ValueError("It is not compressed by GZIP.") from None
    if len(bits) <= index // 8:
        raise ValueError("It has fewer bits.")
    return bool(bits[index // 8] & 0x80 >> index % 8)
