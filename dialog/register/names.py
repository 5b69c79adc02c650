"""How names, addresses and organisation numbers are compared: pure functions."""

from __future__ import annotations

import unicodedata

# Å, Ä and Ö are letters of their own, after Z: the three signs that follow z in ASCII.
SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"})
ORG_NUMBER_DIGITS = 10


def name_key(text: str) -> str:
    """What a name is sorted and found by: casefolded, å ä ö last, accents and punctuation gone."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(SWEDISH)
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign)
    )
    words = "".join(sign if sign.isalnum() or sign in "{|}" else " " for sign in plain).split()
    return " ".join(words) or text.casefold()


def email_key(address: str) -> str:
    """The form in which two spellings of one address are equal."""
    return unicodedata.normalize("NFC", address.strip()).casefold()


def org_digits(text: str) -> str:
    """The digits of an organisation number, without hyphen and without a leading century “16”."""
    digits = "".join(sign for sign in text if sign in "0123456789")
    return digits[2:] if len(digits) == 12 and digits.startswith("16") else digits


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (modulus 10, as on Swedish numbers)."""
    total = 0
    for position, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if position % 2 else 1)
        total += value // 10 + value % 10
    return total % 10 == 0


def written(digits: str | None) -> str:
    """An organisation number as it is written: 802412-3453."""
    return (
        f"{digits[:6]}-{digits[6:]}"
        if digits and digits.isdecimal() and len(digits) == ORG_NUMBER_DIGITS
        else ""
    )
