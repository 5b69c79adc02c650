"""What the database itself refuses, on both engines, whatever a program asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from dialog import rules, schema
from dialog.workshop.models import DOT_CEILING

from .rows import NOON, QUIET_VOICE, row_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

TABLES = schema.import_models().tables


def test_what_was_written_once_is_never_changed_or_deleted(filled: Engine):
    for table in rules.APPEND_ONLY:
        column = next(iter(TABLES[table].columns)).name
        for act in (f'UPDATE "{table}" SET {column} = {column}', f'DELETE FROM "{table}"'):
            refuses(filled, act, because=f"{table} is append-only")


def test_a_confidential_response_has_neither_seat_nor_time(filled: Engine):
    for tie in ({"seat_id": 2}, {"submitted_at": NOON}, {"seat_id": 2, "submitted_at": NOON}):
        quiet = row_of("response", 1) | {"id": 77, "code_hash": "other"} | tie
        refuses_row(filled, "response", quiet, because="tie_is_cut")
    tie = f"UPDATE response SET seat_id = 2 WHERE id = {QUIET_VOICE + 100}"
    refuses(filled, tie, because="tie_is_cut")


def test_a_response_has_the_mode_of_its_survey(filled: Engine):
    named = row_of("response", 1) | {
        "id": 77,
        "code_hash": "other",
        "mode": "named",
        "seat_id": 2,
        "submitted_at": NOON,
    }
    refuses_row(filled, "response", named, because="foreign key")


def test_the_mode_of_a_survey_with_responses_stays(filled: Engine):
    refuses(filled, "UPDATE survey SET mode = 'named' WHERE id = 2", because="foreign key")


def test_a_named_response_has_a_seat(filled: Engine):
    row = row_of("response") | {"id": 77, "code_hash": "other", "seat_id": None}
    refuses_row(filled, "response", row, because="tie_is_cut")


def test_a_confidential_voice_has_no_organisation(filled: Engine):
    row = row_of("voice", 1) | {"id": 77, "organisation_id": 1}
    refuses_row(filled, "voice", row, because="confidential")


def test_a_seat_has_one_receipt(filled: Engine):
    refuses_row(filled, "receipt", row_of("receipt"), because="unique")


def test_an_organisation_has_one_seat_but_its_people_one_each(filled: Engine):
    row = row_of("seat") | {"id": 77}
    refuses_row(filled, "seat", row, because="unique")
    takes_row(filled, "seat", row | {"contact_id": 1})
    refuses_row(filled, "seat", row | {"id": 78, "contact_id": 1}, because="unique")


def test_an_answer_has_one_value_and_the_party_of_its_response(filled: Engine):
    row = row_of("answer") | {"position": 1}
    refuses_row(filled, "answer", row | {"choice": "yes"}, because="one_value")
    refuses_row(filled, "answer", row | {"party_id": 77}, because="foreign key")
    takes_row(filled, "answer", row)


def test_a_contribution_has_a_voice_of_its_occasion(filled: Engine):
    row = row_of("contribution") | {"id": 77, "occasion_id": 2}
    refuses_row(filled, "contribution", row, because="foreign key")


def test_a_coding_points_at_a_wording_of_its_contribution(filled: Engine):
    row = row_of("coding") | {"id": 77, "wording_id": 2}
    refuses_row(filled, "coding", row, because="foreign key")


def test_a_coding_has_words_or_means_the_whole(filled: Engine):
    row = row_of("coding") | {"id": 77}
    for span in ({"stop": None}, {"start": 12}, {"start": -1}):
        refuses_row(filled, "coding", row | span, because="span")
    takes_row(filled, "coding", row | {"start": None, "stop": None})


def test_evidence_is_a_contribution_or_a_theme(filled: Engine):
    row = row_of("evidence") | {"id": 77}
    refuses_row(filled, "evidence", row | {"theme_id": 1}, because="one_source")
    neither = row | {"contribution_id": None, "wording_id": None}
    refuses_row(filled, "evidence", neither, because="one_source")
    refuses_row(filled, "evidence", row | {"wording_id": 2}, because="foreign key")
    takes_row(filled, "evidence", neither | {"theme_id": 1})


def test_nobody_gives_more_dots_than_there_are(filled: Engine):
    row = row_of("dot") | {"id": 77, "client_id": "p2"}
    refuses_row(filled, "dot", row, because="unique")
    for ordinal in (0, DOT_CEILING + 1):
        refuses_row(filled, "dot", row | {"ordinal": ordinal}, because="ordinal_range")
    with filled.begin() as connection:
        connection.execute(TABLES["dot"].update().values(taken_back_at=NOON))
    takes_row(filled, "dot", row)


def test_a_dot_lies_on_a_card_or_a_group_of_its_own_board(filled: Engine):
    row = row_of("dot") | {"id": 77, "client_id": "p2", "ordinal": 2}
    refuses_row(filled, "dot", row | {"place_id": 2}, because="card_or_place")
    refuses_row(filled, "dot", row | {"card_id": None}, because="card_or_place")
    takes_row(filled, "activity", row_of("activity") | {"id": 2})
    refuses_row(filled, "dot", row | {"activity_id": 2}, because="foreign key")
    refuses_row(
        filled,
        "card",
        row_of("card") | {"id": 2, "activity_id": 2, "client_id": "k2"},
        because="foreign key",
    )


def test_the_same_form_sent_twice_is_the_same_thing(filled: Engine):
    refuses_row(filled, "card", row_of("card") | {"id": 77}, because="unique")
    staff = row_of("card") | {"id": 77, "participant_id": None}
    takes_row(filled, "card", staff)
    refuses_row(filled, "card", staff | {"id": 78}, because="unique")
    theme = row_of("theme") | {"id": 77, "client_id": "t1"}
    takes_row(filled, "theme", theme)
    refuses_row(filled, "theme", theme | {"id": 78}, because="unique")


def test_an_invitation_is_one_participant(filled: Engine):
    row = row_of("participant") | {"id": 77, "device_hash": "d2", "invitation_id": 1}
    takes_row(filled, "participant", row)
    takes_row(filled, "participant", row | {"id": 78, "device_hash": "d3", "invitation_id": None})
    again = row | {"id": 79, "device_hash": "d4"}
    refuses_row(filled, "participant", again, because="unique")


def test_the_clock_goes_or_stands_and_turns_once_for_each_form(filled: Engine):
    row = row_of("clock_turn") | {"number": 2, "client_id": "t2"}
    refuses_row(filled, "clock_turn", row | {"seconds_left": 60}, because="runs_or_stands")
    refuses_row(filled, "clock_turn", row | {"client_id": "t1"}, because="unique")
    refuses_row(filled, "clock_turn", row | {"number": 1}, because="unique")
    takes_row(filled, "clock_turn", row | {"ends_at": None, "seconds_left": 60})


def test_a_number_of_an_invitation_is_not_given_out_twice(filled: Engine):
    row = row_of("invitation") | {"contact_id": None, "token_hash": None}
    del row["id"]
    with filled.begin() as connection:
        invitations = TABLES["invitation"]
        first = connection.execute(invitations.insert().values(row | {})).inserted_primary_key[0]
        connection.execute(invitations.delete().where(invitations.c.id == first))
        second = connection.execute(invitations.insert().values(row)).inserted_primary_key[0]
    assert second > first


def test_a_letter_is_stopped_before_it_leaves_and_comes_back_after(filled: Engine):
    for other in ("sent_at", "failed_at", "claimed_at"):
        both = row_of("letter") | {"id": 77, "message_id": "77", "stopped_at": NOON, other: NOON}
        refuses_row(filled, "letter", both, because="stopped_before_it_left")
    back = row_of("letter") | {"id": 77, "message_id": "77", "returned_at": NOON}
    refuses_row(filled, "letter", back, because="returned_had_left")
    takes_row(filled, "letter", back | {"sent_at": NOON})


def test_k_is_neither_too_small_nor_too_great(filled: Engine):
    for k in (2, 11):
        refuses(filled, f"UPDATE process SET k = {k}", because="k_range")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_answers_are_not_numbered_in_the_order_they_came(filled: Engine):
    """SQLite's hidden row number would tell which response came first."""
    with filled.connect() as connection, pytest.raises(Exception, match="no such column: rowid"):
        connection.exec_driver_sql("SELECT rowid FROM answer")


def refuses(engine: Engine, statement: str, because: str) -> None:
    with pytest.raises(IntegrityError, match=f"(?i){because}"), engine.begin() as connection:
        connection.execute(text(statement))


def refuses_row(engine: Engine, table: str, row: dict[str, Any], because: str) -> None:
    with pytest.raises(IntegrityError, match=f"(?i){because}"), engine.begin() as connection:
        connection.execute(TABLES[table].insert().values(row))


def takes_row(engine: Engine, table: str, row: dict[str, Any]) -> None:
    with engine.begin() as connection:
        connection.execute(TABLES[table].insert().values(row))
