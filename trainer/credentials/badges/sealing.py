"""Private keys at rest: readable with SECRET_KEY only, so that a copy of the database alone cannot sign badges."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from trainer import config


def seal(key: Ed25519PrivateKey, secret: str) -> str:
    return box(secret).encrypt(key.private_bytes_raw()).decode()


def unseal(sealed: str, secret: str) -> Ed25519PrivateKey | None:
    """None where it was sealed under another SECRET_KEY."""
    try:
        return Ed25519PrivateKey.from_private_bytes(box(secret).decrypt(sealed))
    except InvalidToken:
        return None


def box(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(bytes.fromhex(config.derived(secret, "issuer key"))))
