"""The sample's analysis: eighteen themes, everything that was said coded, quotes approved."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog.contributions.models import Contribution, Wording, WordingKind
from dialog.contributions.operations import approve_quote
from dialog.contributions.texts import tidied
from dialog.demo import content
from dialog.demo.sample import at
from dialog.extensions import db
from dialog.synthesis.operations import add_theme, code

if TYPE_CHECKING:
    from dialog.demo.sample import Sample
    from dialog.synthesis.models import Theme


def analyse(sample: Sample) -> dict[str, Theme]:
    """Themes by key. What the analyst codes is the words, so it finds them by the words."""
    themes = _themes(sample)
    spoken = _spoken(sample)
    analyst = sample.people["analyst"]
    now = at("2025-05-05", "08:30")
    for text, keys, quote in _marked():
        contribution = spoken.get(tidied(text))
        if contribution is None:
            continue
        for key in keys:
            code(contribution, themes[key], by=analyst, now=now)
        if quote:
            approve_quote(contribution, by=sample.leader, now=now)
        now += timedelta(minutes=3)
    db.session.commit()
    return themes


def _themes(sample: Sample) -> dict[str, Theme]:
    themes: dict[str, Theme] = {}
    for data in content.load("themes"):
        themes[data["key"]] = add_theme(
            sample.process,
            data["name"],
            definition=data["definition"],
            parent=themes[data["parent"]] if data.get("parent") else None,
            by=sample.people["analyst"],
            now=at("2025-05-05", "08:00"),
        )
    return themes


def _spoken(sample: Sample) -> dict[str, Contribution]:
    rows = db.session.execute(
        select(Wording.text, Contribution)
        .join(Contribution, Contribution.id == Wording.contribution_id)
        .where(Contribution.process_id == sample.process.id, Wording.kind == WordingKind.ORIGINAL)
    )
    return {row[0]: row[1] for row in rows}


def _marked() -> list[tuple[str, list[str], bool]]:
    """Every text of the sample with its themes, and whether it is one to quote."""
    marked = [
        (row["text"], row["themes"], bool(row.get("quote"))) for row in content.load("answers")
    ]
    for group in content.load("groups"):
        quotes = 0
        for row in group["utterances"]:
            wanted = row["kind"] == "quote" and bool(row["themes"]) and quotes < 4
            quotes += wanted
            marked.append((row["text"], row["themes"], wanted))
    for number, row in enumerate(content.load("workshop")["notes"]):
        marked.append((row["text"], row["themes"], bool(row["themes"]) and number % 9 == 0))
    return marked
