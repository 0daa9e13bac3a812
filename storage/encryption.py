"""The key ring: seals what is personal, opens it at the same place only, blinds it for exact search."""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import KeyRingError, SealBrokenError, WrongKeyError

Place = tuple[str, str, str]
"""Where a sealed value lives: table, column, row id."""

_FORMAT = b"\x01"
_KEY_BYTES = 32
_KEY_ID_BYTES = 4
# 96 bits, drawn at random for each value (NIST SP 800-38D, 8.2.2: up to 2^32 values under one key).
_NONCE_BYTES = 12
_HEAD_BYTES = len(_FORMAT) + _KEY_ID_BYTES + _NONCE_BYTES


class KeyRing:
    """The firm's keys, newest first: the newest seals, all of them open.

    A sealed value is format, key id, nonce and AES-256-GCM ciphertext; its place is authenticated with it, so
    that a value moved to another row or column does not open.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys:
            raise KeyRingError("the key file holds no key: it needs one line of base64 for 32 bytes")
        if any(len(key) != _KEY_BYTES for key in keys):
            raise KeyRingError("a key has 32 bytes")
        if len(set(keys)) < len(keys):
            raise KeyRingError("the key file holds the same key twice")
        # One secret each for sealing and for blinding, so that neither says anything about the other.
        self._ciphers = {_key_id(key): AESGCM(_derived(key, b"seal")) for key in keys}
        self._blinders = tuple(_derived(key, b"blind") for key in keys)
        self._newest = _key_id(keys[0])

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(self.key_ids)})"

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read a key file: base64 of 32 bytes on each line, newest first; empty and # lines are skipped.

        Raises:
            KeyRingError: a line is no such key, a key stands twice, or there is none.
        """
        lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
        return cls([_parsed(line, number) for number, line in lines if line and not line.startswith("#")])

    @property
    def key_ids(self) -> tuple[str, ...]:
        """Name the keys, newest first, without showing anything of them."""
        return tuple(key_id.hex() for key_id in self._ciphers)

    def seal(self, text: str, *, place: Place) -> bytes:
        """Encrypt a text for one place with the newest key; half a surrogate pair becomes a question mark."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, _encoded(text), _bound(place))
        return b"".join((_FORMAT, self._newest, nonce, sealed))

    def open(self, blob: bytes, *, place: Place) -> str:
        """Decrypt what was sealed for this place.

        Raises:
            WrongKeyError: it was sealed with a key that is not in the ring.
            SealBrokenError: it was changed or belongs to another place.
        """
        if len(blob) <= _HEAD_BYTES or blob[:1] != _FORMAT:
            raise SealBrokenError(place)
        key_id = blob[1 : 1 + _KEY_ID_BYTES]
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise WrongKeyError(key_id.hex())
        try:
            return cipher.decrypt(
                blob[1 + _KEY_ID_BYTES : _HEAD_BYTES], blob[_HEAD_BYTES:], _bound(place)
            ).decode()
        except InvalidTag as error:
            raise SealBrokenError(place) from error

    def blind(self, text: str) -> str:
        """Return the index under which a text is stored for exact search, made with the newest key."""
        return self.blinds(text)[0]

    def blinds(self, text: str) -> tuple[str, ...]:
        """Return all indexes under which a text may have been stored, newest key first."""
        return tuple(hmac.digest(secret, _encoded(text), "sha256").hex()[:32] for secret in self._blinders)


def new_key_line() -> str:
    """Return a fresh key as a line for the key file."""
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def _encoded(text: str) -> bytes:
    return text.encode(errors="replace")


def _parsed(line: str, number: int) -> bytes:
    try:
        key = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyRingError(f"line {number} of the key file is not base64") from error
    if len(key) != _KEY_BYTES:
        raise KeyRingError(f"line {number} of the key file holds {len(key)} bytes, a key has 32")
    return key


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"rapport " + purpose, "sha256")


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(_derived(key, b"name")).digest()[:_KEY_ID_BYTES]


def _bound(place: Place) -> bytes:
    # Names of tables and columns and our ids hold no NUL, so the parts cannot run into each other.
    return "\0".join(place).encode()
