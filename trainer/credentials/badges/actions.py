from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from trainer import clock, trail
from trainer.credentials.badges import multikey, queries, sealing
from trainer.credentials.badges.models import IssuerKey
from trainer.db import db


def make_key_if_needed(secret: str) -> IssuerKey | None:
    """The installation's first key, or a new one when SECRET_KEY is another than the one that sealed the last."""
    held = queries.signing_key()
    if held is not None and sealing.unseal(held.private_key, secret) is not None:
        return None
    return make_key(secret)


def make_key(secret: str) -> IssuerKey:
    """From now on this one signs. What earlier ones signed stays checkable: they stay published."""
    earlier = queries.issuer_keys()
    pair = Ed25519PrivateKey.generate()
    now = clock.now()
    for key in earlier:
        key.retired_at = key.retired_at or now
    made = IssuerKey(
        number=earlier[0].number + 1 if earlier else 1,
        public_key=multikey.of_public_key(pair.public_key().public_bytes_raw()),
        private_key=sealing.seal(pair, secret),
        made_at=now,
        retired_at=None,
    )
    db.session.add(made)
    db.session.flush()
    trail.record("issuer_key.made", number=made.number, key=made.public_key)
    return made
