"""The same badge, read and put in order by another hand: Oxigraph, in Rust, shares no code with what signs here."""

import json
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from tests.credentials.badges.builders import KEY, a_badge, make_facts, signed, signed_list
from trainer.credentials.badges import contexts, multikey
from trainer.credentials.badges.rules import badge


def statements(document: dict) -> bytes:
    """In canonical order. Oxigraph fetches nothing, so that it is given what stands behind the addresses."""
    inside = []
    for address in document["@context"]:
        said = contexts.published()[address]["@context"]
        inside += said if isinstance(said, list) else [said]
    found = Dataset(parse(json.dumps(document | {"@context": inside}), format=RdfFormat.JSON_LD))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{statement} .\n" for statement in found)).encode()


def accept(document: dict) -> None:
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    proof = {"@context": document["@context"], **document["proof"]}
    signature = multikey.from_multibase(proof.pop("proofValue"))
    digests = b"".join(sha256(statements(part)).digest() for part in (proof, unsigned))
    Ed25519PublicKey.from_public_bytes(multikey.public_key(KEY)).verify(signature, digests)


@settings(deadline=None, max_examples=40)
@given(name=st.text(min_size=1, max_size=40))
@example("Zoë “Zed” O'Neill-Nuñez")
@example("line\nbreak \\ back \\n slash \t tab \r return")
@example("\x08 \x7f \x85 \u2028 \ufffe")
@example("山田 花子 𝔄𝔡𝔞")
def test_it_finds_our_signatures_right_whatever_the_name(name):
    accept(json.loads(json.dumps(signed(badge.credential(make_facts(holder_name=name))))))


@pytest.mark.parametrize("purpose", ["revocation", "suspension"])
def test_also_those_of_lists(purpose):
    accept(signed_list(purpose, 5, 9))


def test_and_a_changed_letter_wrong():
    with pytest.raises(InvalidSignature):
        accept(json.loads(a_badge().replace("Ada", "Ida")))
