"""The stages: from the survey to the report."""

from __future__ import annotations

from typing import Any

from .common import DAY, MEMBER, NOON, QUIET_VOICE, SPEAKER, VOICE

ROWS: list[tuple[str, dict[str, Any]]] = [
    *(
        ("survey", {"id": number, "mode": mode, "seat_rule": "organisation", "art13_version": "1"})
        for number, mode in ((1, "named"), (2, "confidential"))
    ),
    *(
        (
            "survey_version",
            {
                "id": number,
                "survey_id": number,
                "number": 1,
                "definition": {},
                "made_at": NOON,
                "by_id": 1,
            },
        )
        for number in (1, 2)
    ),
    *(
        ("question", {"id": number, "survey_id": number, "key": "behov", "kind": "text"})
        for number in (1, 2)
    ),
    *(
        ("seat", {"id": number, "survey_id": number, "organisation_id": 1, "party_id": 1})
        for number in (1, 2)
    ),
    ("seat_invitation", {"invitation_id": 1, "seat_id": 1}),
    (
        "draft",
        {
            "seat_id": 1,
            "survey_version_id": 1,
            "answers": {"1": "Fler"},
            "begun_at": NOON,
            "saved_at": NOON,
        },
    ),
    ("dropoff", {"survey_id": 1, "page": 1, "party_id": 1, "n": 3}),
    *(
        ("receipt", {"seat_id": number, "survey_id": number, "answered_on": DAY})
        for number in (1, 2)
    ),
    *(
        (
            "response",
            {
                "id": voice + 100,
                "survey_id": survey,
                "mode": mode,
                "survey_version_id": survey,
                "seat_id": seat,
                "voice_id": voice,
                "party_id": 1,
                "code_hash": f"k{survey}",
                "origin": "web",
                "minutes_band": "5-10",
                "submitted_on": DAY,
                "submitted_at": at,
                "art13_version": "1",
            },
        )
        for survey, mode, seat, voice, at in (
            (1, "named", 1, VOICE, NOON),
            (2, "confidential", None, QUIET_VOICE, None),
        )
    ),
    *(
        (
            "answer",
            {"response_id": voice + 100, "question_id": question, "party_id": 1, "number": 4},
        )
        for question, voice in ((1, VOICE), (2, QUIET_VOICE))
    ),
    ("response_edit", {"response_id": VOICE + 100, "number": 1, "answers": {}, "on_day": DAY}),
    ("guide", {"id": 1, "process_id": 1, "title": "Samtal"}),
    (
        "guide_question",
        {"id": 1, "guide_id": 1, "position": 1, "minutes": 10, "text": "Hur?", "release_id": 1},
    ),
    ("focus_group", {"id": 3, "guide_id": 1, "note_taker_id": 1}),
    (
        "utterance",
        {
            "id": 1,
            "focus_group_id": 3,
            "guide_question_id": 1,
            "position": 1,
            "contribution_id": 2,
            "client_id": "u1",
        },
    ),
    (
        "utterance_draft",
        {
            "focus_group_id": 3,
            "client_id": "u2",
            "person_id": 1,
            "text": "Nyck",
            "voice_id": SPEAKER,
            "saved_at": NOON,
        },
    ),
    ("workshop", {"id": 4, "code_hash": "w1", "qr_hash": "q1"}),
    (
        "participant",
        {
            "id": 1,
            "workshop_id": 4,
            "voice_id": MEMBER,
            "device_hash": "d1",
            "joined_at": NOON,
            "art13_version": "1",
        },
    ),
    ("activity", {"id": 1, "workshop_id": 4, "channel_id": 1, "kind": "board", "position": 1}),
    (
        "clock_turn",
        {
            "activity_id": 1,
            "number": 1,
            "kind": "started",
            "at": NOON,
            "by_id": 1,
            "ends_at": NOON,
            "seconds": 300,
            "client_id": "t1",
        },
    ),
    ("place", {"id": 1, "activity_id": 1, "kind": "column", "title": "Behov", "position": 1}),
    (
        "place",
        {
            "id": 2,
            "activity_id": 1,
            "parent_id": 1,
            "kind": "group",
            "title": "Lokaler",
            "position": 1,
        },
    ),
    (
        "card",
        {
            "id": 1,
            "activity_id": 1,
            "place_id": 2,
            "position": 1,
            "contribution_id": 3,
            "participant_id": 1,
            "client_id": "k1",
        },
    ),
    (
        "dot",
        {
            "id": 1,
            "activity_id": 1,
            "participant_id": 1,
            "card_id": 1,
            "ordinal": 1,
            "client_id": "p1",
            "given_at": NOON,
        },
    ),
    (
        "stance",
        {
            "activity_id": 1,
            "participant_id": 1,
            "card_id": 1,
            "number": 1,
            "value": "yes",
            "given_at": NOON,
        },
    ),
    ("theme", {"id": 1, "process_id": 1, "name": "Lokaler", "position": 1}),
    (
        "coding",
        {
            "id": 1,
            "theme_id": 1,
            "contribution_id": 1,
            "wording_id": 1,
            "start": 0,
            "stop": 12,
            "words": "Fler lokaler",
            "by_id": 1,
            "origin": "hand",
            "made_at": NOON,
        },
    ),
    ("board_theme", {"place_id": 2, "theme_id": 1}),
    ("proposal", {"id": 1, "process_id": 1, "kind": "direct", "position": 1}),
    (
        "proposal_wording",
        {
            "proposal_id": 1,
            "number": 1,
            "kind": "original",
            "title": "Öppna skolorna på kvällen",
            "code_cell": "dialogue:decision",
            "by_id": 1,
            "at": NOON,
        },
    ),
    (
        "evidence",
        {
            "id": 1,
            "proposal_id": 1,
            "contribution_id": 1,
            "wording_id": 1,
            "stance": "for",
            "by_id": 1,
            "at": NOON,
        },
    ),
    ("board_card", {"card_id": 1, "proposal_id": 1}),
    ("report", {"id": 1, "process_id": 1, "owner_board_id": 1, "title": "Till nämnden"}),
    (
        "edition",
        {
            "id": 1,
            "report_id": 1,
            "number": 1,
            "content": {"title": "Till nämnden"},
            "sha256": "e1",
            "docx_sha256": "e2",
            "reference": "LK 2027:1",
            "issued_at": NOON,
            "by_id": 1,
        },
    ),
    (
        "edition_line",
        {
            "edition_id": 1,
            "reference": "1",
            "proposal_id": 1,
            "contribution_id": 1,
            "wording_id": 1,
            "release_id": 1,
        },
    ),
    ("reading_link", {"id": 1, "edition_id": 1, "token_hash": "r1", "made_at": NOON, "by_id": 1}),
]
