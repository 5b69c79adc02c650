"""What a journey may count in the server's database meanwhile; see `arranging`."""

from __future__ import annotations


def lies(*_nothing: str) -> dict[str, str]:
    """A sum for each table of what lies in it, traces of who was here left out."""
    from hashlib import sha256

    from tests.trust.lying import rows

    return {name: sha256(repr(found).encode()).hexdigest() for name, found in rows().items()}


def sent(survey: str) -> dict[str, int]:
    """How many receipts and responses a survey has, and how many letters there are in all."""
    from sqlalchemy import func, select

    from dialog.extensions import db
    from dialog.mail.models import Letter
    from dialog.survey.models import Receipt, Response

    receipts = select(func.count(Receipt.seat_id.distinct())).where(
        Receipt.survey_id == int(survey)
    )
    responses = select(func.count()).where(Response.survey_id == int(survey))
    asked = {"receipts": receipts, "responses": responses, "letters": select(func.count(Letter.id))}
    return {name: db.session.scalar(one) or 0 for name, one in asked.items()}
