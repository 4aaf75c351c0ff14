"""Signing and checking by W3C Data Integrity with the cryptosuite eddsa-rdfc-2022.

The document is turned into its RDF statements in one canonical order (RDFC-1.0), those and the canonical proof without
its value are hashed with SHA-256, and the two digests are signed with Ed25519.
https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022
"""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld import jsonld

from trainer.credentials.badges import multikey
from trainer.credentials.badges.contexts import Contexts, UnknownContext, loader, published
from trainer.credentials.badges.rules.badge import UNWRITABLE

SUITE = "eddsa-rdfc-2022"
MOST_NODES = 300  # nodes and values; a badge has about sixty
ONE_AT_A_TIME = Lock()  # pyld keeps vocabularies in memory that it does not guard against threads
BASE = "nowhere://nowhere/"  # what a name that is not a whole address becomes part of, so that it is seen

KeyOf = Callable[[str], str | None]  # verification method -> public key as multibase, None where there is no such key


class NotGenuine(Exception):
    """The document does not hold; the message says what is wrong with it."""


def sign(
    document: dict, key: Ed25519PrivateKey, *, method: str, created: datetime, contexts: Contexts | None = None
) -> dict:
    """The document with its proof. `method` is the address of the public key."""
    config = {
        "type": "DataIntegrityProof",
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "cryptosuite": SUITE,
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(to_be_signed(document, config, contexts))
    return document | {"proof": config | {"proofValue": multikey.multibase(signature)}}


def verify(document: dict, key_of: KeyOf, contexts: Contexts | None = None) -> dict:
    """The proof of a document that is as it was signed; anything else is NotGenuine."""
    proof = only_proof(document)
    expected = {"type": "DataIntegrityProof", "cryptosuite": SUITE, "proofPurpose": "assertionMethod"}
    if any(proof.get(name) != value for name, value in expected.items()):
        raise NotGenuine(f"Its proof is not one of {SUITE} that vouches for what it says.")
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    key = known_key(proof, key_of)
    try:
        signature = multikey.from_multibase(str(proof.get("proofValue")))
        key.verify(signature, to_be_signed(unsigned, config, contexts))
    except (InvalidSignature, ValueError):
        raise NotGenuine("It is not as it was signed.") from None
    return proof


def only_proof(document: dict) -> dict:
    proofs = document.get("proof")
    if isinstance(proofs, list) and len(proofs) == 1:
        proofs = proofs[0]
    if not isinstance(proofs, dict):
        raise NotGenuine("It has no proof, or several.")
    return proofs


def known_key(proof: dict, key_of: KeyOf) -> Ed25519PublicKey:
    text = key_of(str(proof.get("verificationMethod")))
    if text is None:
        raise NotGenuine("Its issuer has no such key.")
    return Ed25519PublicKey.from_public_bytes(multikey.public_key(text))


def to_be_signed(document: dict, config: dict, contexts: Contexts | None) -> bytes:
    """The digests of the proof without its value and of the document, one after the other: 64 bytes."""
    said = published() if contexts is None else contexts
    config = {"@context": document.get("@context"), **config}
    return b"".join(sha256(canonical(part, said)).digest() for part in (config, document))


def canonical(document: dict, contexts: Contexts) -> bytes:
    """The statements of a document, in canonical order. What would not become a statement is refused.

    Otherwise somebody could add words to a signed badge that no signature covers.
    """
    options: dict[str, Any] = {"documentLoader": loader(contexts), "base": BASE}
    try:
        with ONE_AT_A_TIME:
            nodes = jsonld.expand(document, options, on_property_dropped=refuse_dropped)
            refuse_odd(nodes)
            text = jsonld.normalize(nodes, options | {"algorithm": "URDNA2015", "format": "application/n-quads"})
    except (jsonld.JsonLdError, UnknownContext, RecursionError, TypeError, AttributeError) as problem:
        raise NotGenuine(f"It cannot be read: {root_of(problem)}") from None
    return text.encode()


def refuse_dropped(name: str | None) -> None:
    raise NotGenuine(f"It says something that its vocabulary has no word for: {name}.")


def refuse_odd(nodes: Any, seen: list | None = None) -> None:
    """Names that are not whole addresses mean something else wherever the document lies; some letters, whatever."""
    seen = [] if seen is None else seen
    if isinstance(nodes, list):
        for node in nodes:
            refuse_odd(node, seen)
    elif isinstance(nodes, dict):
        seen.append(nodes)
        if len(seen) > MOST_NODES:
            raise NotGenuine("It says more than a badge has to say.")
        for name in [nodes.get("@id", "_:"), *as_list(nodes.get("@type", []))]:
            if name.startswith(BASE):
                raise NotGenuine(f"It names something that has no address: {name.removeprefix(BASE)}.")
        refuse_odd([value for key, value in nodes.items() if key not in {"@id", "@type"}], seen)
    elif isinstance(nodes, str) and UNWRITABLE.search(nodes):
        raise NotGenuine("It has characters in it that cannot be signed.")


def as_list(value: Any) -> list:
    return value if isinstance(value, list) else [value]


def root_of(problem: BaseException) -> BaseException:
    """What pyld wraps in errors of its own."""
    return root_of(problem.__cause__) if problem.__cause__ else problem
