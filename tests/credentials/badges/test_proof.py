"""A badge is as it was signed, or it is refused: whatever was changed, added or taken away."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.credentials.badges.builders import KEY, METHOD, a_badge, key_of, make_facts, signed
from trainer.credentials.badges import contexts, multikey, proof
from trainer.credentials.badges.contexts import UnknownContext
from trainer.credentials.badges.proof import NotGenuine
from trainer.credentials.badges.rules import badge


def words_of(document, path=()) -> Iterator[tuple]:
    """The way to every text of a document."""
    for name, value in document.items() if isinstance(document, dict) else enumerate(document):
        if isinstance(value, dict | list):
            yield from words_of(value, (*path, name))
        elif isinstance(value, str):
            yield (*path, name)


def at(document, path):
    for name in path[:-1]:
        document = document[name]
    return document


def test_a_badge_is_accepted():
    document = json.loads(a_badge())
    assert proof.verify(document, key_of)["verificationMethod"] == METHOD


@pytest.mark.parametrize("path", list(words_of(json.loads(a_badge()))), ids=lambda path: ".".join(map(str, path)))
def test_one_changed_letter_anywhere_is_seen(path):
    document = json.loads(a_badge())
    text = at(document, path)[path[-1]]
    at(document, path)[path[-1]] = text[:-1] + ("2" if text[-1] != "2" else "3")
    with pytest.raises(NotGenuine):
        proof.verify(document, key_of)


@pytest.mark.parametrize(
    "change",
    [
        {"validUntil": "2099-01-01T00:00:00Z"},
        {"credentialStatus": []},
        {"note": "also cleared for the thorax"},
        {"evidence": [{"id": "relative", "type": ["Evidence"]}]},
        {"type": ["VerifiableCredential", "OpenBadgeCredential", "License"]},
        {"@context": [*badge.VOCABULARIES, {"note": "https://schema.org/comment"}], "note": "cleared"},
        {"@context": [badge.VOCABULARIES[0]]},
        {"@context": [*badge.VOCABULARIES, "https://elsewhere.example/context.json"]},
        {"credentialSubject": "nobody"},
        {"evidence": [{"id": f"https://a.example/{n}", "type": ["Evidence"]} for n in range(300)]},
    ],
    ids=["longer", "status dropped", "word", "relative", "type", "own words", "words gone", "fetch", "text", "much"],
)
def test_what_was_added_or_dropped_is_seen(change):
    with pytest.raises(NotGenuine):
        proof.verify(json.loads(a_badge()) | change, key_of)


@pytest.mark.parametrize(
    "change",
    [
        {"proofValue": None},
        {"proofValue": "z"},
        {"proofValue": "z0OIl"},
        {"proofValue": "z" + "2" * 5000},
        {"proofValue": "mAAAA"},
        {"proofPurpose": "authentication"},
        {"cryptosuite": "eddsa-jcs-2022"},
        {"type": "Ed25519Signature2020"},
        {"created": "2026-01-02T00:00:00Z"},
        {"verificationMethod": "did:web:elsewhere.example#key"},
        {"challenge": "x"},
    ],
    ids=str,
)
def test_another_proof_is_refused(change):
    document = json.loads(a_badge())
    document["proof"] |= change
    with pytest.raises(NotGenuine):
        proof.verify(document, key_of)


@pytest.mark.parametrize("proofs", [None, [], "signed", [{}, {}]], ids=str)
def test_without_one_proof_it_is_refused(proofs):
    with pytest.raises(NotGenuine, match="no proof, or several"):
        proof.verify(json.loads(a_badge()) | {"proof": proofs}, key_of)


def test_the_order_of_words_in_the_file_is_not_signed():
    document = dict(reversed(json.loads(a_badge()).items()))
    assert proof.verify(document, key_of)


@settings(deadline=None, max_examples=30)
@given(name=st.text(min_size=1, max_size=40))
def test_any_name_can_be_signed(name):
    document = json.loads(json.dumps(signed(badge.credential(make_facts(holder_name=name)))))
    assert proof.verify(document, key_of)
    assert document["credentialSubject"]["identifier"][1]["identityHash"] == badge.writable(name)


@pytest.mark.parametrize("letter", ["\0", "\x0b", "\x7f", "\uffff"], ids=ascii)
def test_what_verifiers_do_not_agree_on_is_not_signed(letter):
    document = badge.credential(make_facts(title=f"a{letter}b"))
    assert document["name"] == "a b"
    with pytest.raises(NotGenuine, match="cannot be signed"):
        signed(document | {"name": f"a{letter}b"})


def test_no_vocabulary_is_fetched():
    load = contexts.loader(contexts.published())
    assert load(contexts.BADGES, {})["document"]["@context"]
    with pytest.raises(UnknownContext, match="is not kept here"):
        load("https://www.w3.org/2018/credentials/v1", {})


def test_a_vocabulary_that_says_something_else_is_not_used():
    with pytest.raises(UnknownContext, match="not what its publisher published"):
        contexts.read("credentials-v2", "0" * 64)


@given(st.binary(max_size=90))
def test_bytes_survive_base58(data):
    assert multikey.from_multibase(multikey.multibase(data)) == data


@pytest.mark.parametrize("text", ["", "u2222", "z", KEY[:-1], KEY + "2", KEY.replace("z6Mk", "z6Ls"), "zO"])
def test_what_is_not_an_ed25519_key_is_refused(text):
    with pytest.raises(ValueError):
        multikey.public_key(text)
