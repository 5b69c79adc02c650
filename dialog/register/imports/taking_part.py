"""What a row's organisation becomes in the dialogue that the file is read in to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog.extensions import db
from dialog.process.models import Party
from dialog.register.models import Organisation, Participation
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialog.register.imports.rows import Row

# A row's `part`: it `joins`; it `returns` after having left; it `is_in` already, on the side `side`;
# it is the organisation of an `earlier` row; it is `archived`; or "", outside every dialogue.
PARTS = ("joins", "returns", "is_in", "earlier", "archived", "")


def give_parts(rows: Sequence[Row]) -> None:
    """Give every row its part in the dialogue. Who takes part already is not moved or changed."""
    sides, left = _participations(rows)
    archived = set(
        db.session.scalars(select(Organisation.id).where(Organisation.archived_at.is_not(None)))
    )
    first: dict[int, int] = {}
    for row in rows:
        row["part"], row["side"], row["part_of"] = "", "", None
        number = row["organisation_id"]
        if row["errors"] or not row.get("party_id") or row["same_as"] is not None:
            continue
        if number in sides:
            row["part"], row["side"] = "is_in", sides[number]
        elif number in archived:
            row["part"] = "archived"
        elif number in first:
            row["part"], row["part_of"] = "earlier", first[number]
        else:
            row["part"] = "returns" if number in left else "joins"
            if row["status"] == "known":
                first[number] = row["number"]


def _participations(rows: Sequence[Row]) -> tuple[dict[int, str], set[int]]:
    """Who takes part, and on which side; and who did once."""
    parties = {row["party_id"] for row in rows if row.get("party_id")}
    if not parties:
        return {}, set()
    found = db.session.execute(
        select(Participation.organisation_id, Party.name, Participation.left_at)
        .join(Party, Party.id == Participation.party_id)
        .where(Participation.process_id.in_(select(Party.process_id).where(Party.id.in_(parties))))
    ).all()
    sides = {number: name for number, name, left_at in found if left_at is None}
    return sides, {number for number, _name, left_at in found if left_at is not None}


def part_sentence(row: Row) -> str:
    """What the dialogue gets from a row, as a sentence for the preview."""
    part = row.get("part", "")
    if part == "is_in":
        return _("Takes part in the dialogue already, for %(party)s", party=row["side"])
    if part == "archived":
        return _("Is archived and does not become a participant")
    if part == "earlier":
        return _("The same organisation as row %(number)s", number=row["part_of"])
    if part and row["status"] == "address":
        return _("Becomes a participant in the dialogue, unless you leave it out")
    texts = {
        "joins": _("Becomes a participant in the dialogue"),
        "returns": _("Took part before, becomes a participant in the dialogue again"),
    }
    return texts.get(part, "")
