"""The vocabularies that a badge is written in, as W3C and 1EdTech publish them. Nothing is fetched to read one.

The package openbadgeslib carries the published files; they are read as data, and its code is not imported. Each must
have the digest it was published with: a vocabulary that says something else would change what a signature covers.
"""

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

PUBLISHED = {
    CREDENTIALS: ("credentials-v2", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
    BADGES: ("ob-v3p0-context-3.0.3", "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"),
    # What others write their badges in; ours do without.
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        "ob-v3p0-context-3.0.2",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": (
        "ob-v3p0-extensions",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
}

Contexts = dict[str, dict]


class UnknownContext(Exception):
    """A vocabulary that is not kept here. What it would make of a document nobody knows."""


@cache
def published() -> Contexts:
    return {address: read(name, digest) for address, (name, digest) in PUBLISHED.items()}


def read(name: str, digest: str) -> dict:
    file = Path(str(distribution("openbadgeslib").locate_file(f"openbadgeslib/ob3/contexts/{name}.json")))
    content = file.read_bytes()
    if sha256(content).hexdigest() != digest:
        raise UnknownContext(f"{file.name} is not what its publisher published.")
    return json.loads(content)


def loader(contexts: Contexts):
    """For pyld: gives what is kept, and refuses to fetch anything else."""

    def load(address: str, _options: dict) -> dict:
        if address not in contexts:
            raise UnknownContext(f"The vocabulary {address} is not kept here.")
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": contexts[address],
        }

    return load
