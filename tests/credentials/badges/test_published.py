"""Against what W3C and 1EdTech publish: their examples are read, signed and refused as they say."""

from datetime import datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.credentials.badges.builders import INTEROP, needs_interop, read
from trainer.credentials.badges import contexts, multikey, proof
from trainer.credentials.badges.proof import NotGenuine

pytestmark = needs_interop

# W3C's examples are written in a vocabulary of their own, which takes any word.
EXAMPLES = contexts.published() | {
    "https://www.w3.org/ns/credentials/examples/v2": {
        "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    }
}
SIGNED = ("w3c-vectors", "eddsa-rdfc-2022", "signedDataInt.json")


def named_in(method: str) -> str:
    """The key that the name of a key ends with."""
    return method.rpartition("#")[2].removeprefix("did:key:")


def test_the_canonical_form_is_w3cs_to_the_byte():
    written = proof.canonical(read("w3c-vectors", "unsigned.json"), EXAMPLES)
    assert written == (INTEROP / "w3c-vectors/eddsa-rdfc-2022/canonDocDataInt.txt").read_bytes()


def test_the_signature_is_w3cs_to_the_byte():
    keys, theirs = read("w3c-vectors", "keyPair.json"), read(*SIGNED)
    pair = Ed25519PrivateKey.from_private_bytes(multikey.from_multibase(keys["privateKeyMultibase"])[2:])
    assert multikey.of_public_key(pair.public_key().public_bytes_raw()) == keys["publicKeyMultibase"]
    ours = proof.sign(
        read("w3c-vectors", "unsigned.json"),
        pair,
        method=theirs["proof"]["verificationMethod"],
        created=datetime.fromisoformat(theirs["proof"]["created"]),
        contexts=EXAMPLES,
    )
    assert ours == theirs


def test_w3cs_signed_example_is_accepted_and_a_changed_one_is_not():
    theirs = read(*SIGNED)
    assert proof.verify(theirs, named_in, EXAMPLES) == theirs["proof"]
    with pytest.raises(NotGenuine, match="not as it was signed"):
        proof.verify(theirs | {"name": "Alumni credential"}, named_in, EXAMPLES)


def test_another_cryptosuite_is_refused():
    with pytest.raises(NotGenuine, match="eddsa-rdfc-2022"):
        proof.verify(read("w3c-vectors", "eddsa-jcs-2022", "signedJCS.json"), named_in, EXAMPLES)


@pytest.mark.parametrize(
    "name", ["simple-context-version", "simple-did-key-method", "endorsement-valid", "simple-err-expired"]
)
def test_1edtechs_signatures_are_accepted(name):
    """Also that of the expired one, which is at fault for another reason."""
    theirs = read("ob30", f"{name}.json")
    assert proof.verify(theirs, named_in)["proofValue"].startswith("z")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("simple-err-context", "no word for: "),  # written without W3C's vocabulary
        ("simple-err-type", "no address: OtherCredential"),  # a sort of credential that no vocabulary knows
    ],
)
def test_1edtechs_faulty_examples_are_refused(name, reason):
    with pytest.raises(NotGenuine, match=reason):
        proof.verify(read("ob30", f"{name}.json"), named_in)


@pytest.mark.parametrize(
    ("address", "file"),
    [(contexts.CREDENTIALS, "credentials-v2.jsonld"), (contexts.BADGES, "ob-v3p0-3.0.3.json")],
)
def test_the_vocabularies_are_the_published_ones(address, file):
    assert contexts.PUBLISHED[address][1] == sha256((INTEROP / "contexts" / file).read_bytes()).hexdigest()
