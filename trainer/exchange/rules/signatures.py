"""Signatures: who receives a delivery can tell that it came from here, unchanged, and when."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import timedelta

BOTH_SIGN = timedelta(days=1)  # how long the former secret signs beside a new one
PREFIX = "whsec_"


def header(secrets: Iterable[str], sent_at: int, body: str) -> str:
    """t=1767225600,v1=5f2b...: seconds since 1970, and for each secret the HMAC-SHA256 of "1767225600.body" in hex."""
    signed = (f"v1={signature(secret, sent_at, body)}" for secret in secrets)
    return ",".join([f"t={sent_at}", *signed])


def signature(secret: str, sent_at: int, body: str) -> str:
    return hmac.new(secret.encode(), f"{sent_at}.{body}".encode(), hashlib.sha256).hexdigest()
