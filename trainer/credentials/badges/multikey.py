"""A public key as text: 'z', then base58 of its sort and its bytes (Multikey, in W3C Controlled Identifiers)."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"  # without 0, O, I and l
ED25519 = b"\xed\x01"  # the code of an Ed25519 public key in the multicodec table, as a varint
LONGEST = 128  # characters: a key has 48 and a signature 89; decoding takes time with the square of the length


def base58(data: bytes) -> str:
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    """The bytes. What is not base58 is a ValueError."""
    if len(text) > LONGEST:
        raise ValueError("It is too long.")
    number = 0
    for letter in text:
        number = number * 58 + ALPHABET.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multibase(data: bytes) -> str:
    return "z" + base58(data)


def from_multibase(text: str) -> bytes:
    if not text.startswith("z"):
        raise ValueError("Only base58 is read here; that begins with z.")
    return from_base58(text[1:])


def of_public_key(key: bytes) -> str:
    """'z6Mk...' of the 32 bytes of an Ed25519 public key."""
    return multibase(ED25519 + key)


def public_key(text: str) -> bytes:
    """The 32 bytes of an Ed25519 public key; any other sort of key is a ValueError."""
    data = from_multibase(text)
    if len(data) != 34 or not data.startswith(ED25519):
        raise ValueError("It is not an Ed25519 key.")
    return data[2:]
