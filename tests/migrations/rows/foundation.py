"""Who is asked, and what they have said: from the channel to the contribution."""

from __future__ import annotations

from typing import Any

from .common import DAY, MEMBER, NOON, QUIET_VOICE, SPEAKER, VOICE

ROWS: list[tuple[str, dict[str, Any]]] = [
    ("channel", {"id": 1, "seq": 1}),
    ("change", {"channel_id": 1, "seq": 1, "kind": "card", "subject_id": 1, "made_at": NOON}),
    (
        "letter",
        {
            "id": 1,
            "message_id": "<1@lillkoping.example>",
            "to_address": "ana@schack.example",
            "language": "sv",
            "template": "invite",
            "cause": "invitation:1",
            "created_at": NOON,
        },
    ),
    (
        "event",
        {
            "id": 1,
            "at": NOON,
            "actor_kind": "person",
            "actor_id": 1,
            "verb": "survey.opened",
            "subject_kind": "survey",
            "subject_id": 1,
            "process_id": 1,
        },
    ),
    ("person", {"id": 1, "email_key": "karin@lillkoping.example", "name": "Karin"}),
    (
        "session",
        {"id": 1, "person_id": 1, "token_hash": "s1", "created_at": NOON, "last_seen_at": NOON},
    ),
    (
        "staff_link",
        {"id": 1, "person_id": 1, "purpose": "reset", "token_hash": "l1", "expires_at": NOON},
    ),
    ("attempt", {"key_hash": "a1", "window": 7, "tries": 2}),
    (
        "process",
        {
            "id": 1,
            "slug": "lillkoping-2027",
            "title": "Överenskommelse 2027",
            "purpose": "Hur vi gör saker ihop.",
            "template": "agreement",
            "created_at": NOON,
        },
    ),
    (
        "party",
        {
            "id": 1,
            "process_id": 1,
            "kind": "association",
            "name": "Föreningarna",
            "position": 1,
            "pattern": "dots",
        },
    ),
    ("owner_board", {"id": 1, "process_id": 1, "name": "Kulturnämnden", "position": 1}),
    ("membership", {"process_id": 1, "person_id": 1, "role": "facilitator", "since": NOON}),
    ("stage", {"id": 1, "process_id": 1, "kind": "survey", "position": 1}),
    (
        "turn",
        {"id": 1, "process_id": 1, "stage_id": 1, "kind": "started", "at": NOON, "by_id": 1},
    ),
    *(
        (
            "occasion",
            {"id": number, "process_id": 1, "stage_id": 1, "kind": kind, "title": kind},
        )
        for number, kind in enumerate(("survey", "survey", "focus_group", "workshop"), start=1)
    ),
    (
        "release",
        {
            "id": 1,
            "process_id": 1,
            "occasion_id": 1,
            "figure": "q1",
            "number": 1,
            "made_at": NOON,
            "because": "closing",
        },
    ),
    ("release_cell", {"release_id": 1, "row_key": "yes", "column_key": "party:1", "n": 7}),
    (
        "organisation",
        {"id": 1, "name": "Schackklubben", "name_key": "schackklubben", "kind": "association"},
    ),
    ("contact", {"id": 1, "organisation_id": 1, "name": "Ana", "email": "ana@schack.example"}),
    ("participation", {"process_id": 1, "organisation_id": 1, "party_id": 1, "tags": ["ny"]}),
    ("import_file", {"id": 1, "sha256": "f1", "by_id": 1, "at": NOON, "client_id": "c1"}),
    (
        "invitation",
        {
            "id": 1,
            "occasion_id": 1,
            "contact_id": 1,
            "organisation_id": 1,
            "party_id": 1,
            "token_hash": "i1",
            "created_at": NOON,
        },
    ),
    ("sending", {"invitation_id": 1, "kind": "invite", "letter_id": 1, "at": NOON}),
    (
        "reply",
        {"id": 1, "occasion_id": 1, "invitation_id": 1, "party_id": 1, "kind": "yes", "at": NOON},
    ),
    *(
        (
            "voice",
            {"id": number, "occasion_id": occasion, "party_id": 1, "confidential": confidential},
        )
        for number, occasion, confidential in (
            (VOICE, 1, False),
            (QUIET_VOICE, 2, True),
            (SPEAKER, 3, False),
            (MEMBER, 4, False),
        )
    ),
    *(
        (
            "contribution",
            {
                "id": number,
                "process_id": 1,
                "occasion_id": occasion,
                "voice_id": voice,
                "kind": kind,
                "prompt": "Vad behövs?",
                "language": "sv",
                "said_on": DAY,
            },
        )
        for number, occasion, voice, kind in (
            (1, 1, VOICE, "answer"),
            (2, 3, SPEAKER, "quote"),
            (3, 4, MEMBER, "card"),
        )
    ),
    *(
        (
            "wording",
            {
                "id": number,
                "contribution_id": number,
                "number": 1,
                "kind": "original",
                "text": text,
            },
        )
        for number, text in ((1, "Fler lokaler på kvällen."), (2, "Nycklarna!"), (3, "En kalender"))
    ),
    ("standing", {"id": 1, "contribution_id": 1, "wording_id": 1, "kind": "admitted", "at": NOON}),
    ("lineage", {"later_id": 3, "earlier_id": 1, "kind": "carried"}),
]
