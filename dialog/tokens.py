"""Secret links: derived, never stored.

token = base64url(HMAC-SHA256(link key, purpose ‖ id ‖ generation)), the first 192 bits. The database
holds only the token's SHA-256; whoever has the database alone can open nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from flask import current_app

LENGTH = 24  # bytes: 192 bits


def derive(purpose: str, number: int, generation: int = 0) -> str:
    """The token of one link, the same every time: 32 characters of base64url."""
    key: bytes = current_app.config["SETTINGS"].link_key
    message = f"{purpose}\x1f{number}\x1f{generation}".encode()
    mac = hmac.new(key, message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:LENGTH]).decode()


def digest(token: str) -> str:
    """What the database keeps of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def fresh() -> str:
    """A token that cannot be derived again, for cookies: 256 bits from the system."""
    return secrets.token_urlsafe(32)
