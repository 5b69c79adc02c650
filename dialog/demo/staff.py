"""The sample's team: one account for each role, with passwords made anew for each installation."""

from __future__ import annotations

import json
import os
import secrets
from typing import TYPE_CHECKING

from dialog.accounts import passwords
from dialog.accounts.models import Person
from dialog.extensions import db

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

TEAM = {
    "administrator": ("Maj Sundin", "admin@ljungo.example"),
    "leader": ("Karin Ekdahl", "processledare@ljungo.example"),
    "note_taker": ("Jonas Fors", "antecknare@ljungo.example"),
    "analyst": ("Leila Haddad", "analytiker@ljungo.example"),
    "observer": ("Per Strand", "observator@ljungo.example"),
}
WORDS = [
    "anka",
    "boj",
    "brygga",
    "dimma",
    "ejder",
    "fjord",
    "fyr",
    "gast",
    "hamn",
    "holme",
    "kobbe",
    "kompass",
    "krok",
    "kust",
    "land",
    "lots",
    "mast",
    "mareld",
    "nate",
    "rev",
    "roder",
    "sand",
    "segel",
    "skuta",
    "snipa",
    "strand",
    "sund",
    "tall",
    "tross",
    "udde",
    "vik",
    "vind",
    "ankare",
    "bris",
]


def passphrase() -> str:
    """Four words from the sea, drawn by the system: about the strength of a nine-sign password."""
    return " ".join(secrets.choice(WORDS) for _ in range(4)) + f" {secrets.randbelow(90) + 10}"


def hire(now: datetime) -> tuple[dict[str, Person], dict[str, str]]:
    """The team's accounts. Returns people and passwords, both by role."""
    people, words = {}, {}
    for role, (name, email) in TEAM.items():
        words[role] = passphrase()
        people[role] = Person(
            email_key=email,
            name=name,
            locale="sv",
            password_hash=passwords.hashed(words[role]),
            administrator_since=now if role == "administrator" else None,
        )
        db.session.add(people[role])
    db.session.flush()
    return people, words


def keep(file: Path, facts: dict[str, str]) -> None:
    """Write what is printed to a file that only the owner reads, so that it can be printed again."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        json.dump(facts, handle, ensure_ascii=False, indent=1)


def kept(file: Path) -> dict[str, str] | None:
    """What `keep` wrote; None when there is nothing."""
    if not file.exists():
        return None
    facts: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return facts
