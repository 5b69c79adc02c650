"""Every table of the first issue, room by room.

Revision 0001, the first. Keys and checks without a name get theirs from the naming convention of
`dialog.extensions`. Triggers are made by migrations/env.py when all migrations have run.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SORT_KEY = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")

# In the order they are made.
TABLES = (
    "channel",
    "change",
    "letter",
    "event",
    "attempt",
    "person",
    "session",
    "staff_link",
    "process",
    "membership",
    "owner_board",
    "party",
    "stage",
    "occasion",
    "turn",
    "release",
    "release_cell",
    "organisation",
    "contact",
    "import_file",
    "participation",
    "invitation",
    "reply",
    "sending",
    "voice",
    "contribution",
    "lineage",
    "wording",
    "standing",
    "survey",
    "dropoff",
    "question",
    "seat",
    "survey_version",
    "draft",
    "receipt",
    "response",
    "seat_invitation",
    "answer",
    "response_edit",
    "guide",
    "focus_group",
    "guide_question",
    "utterance_draft",
    "utterance",
    "workshop",
    "activity",
    "participant",
    "place",
    "card",
    "dot",
    "stance",
    "theme",
    "board_theme",
    "coding",
    "proposal",
    "proposal_wording",
    "evidence",
    "board_card",
    "report",
    "edition",
    "reading_link",
    "edition_line",
)


def upgrade() -> None:
    live()
    mail()
    journal()
    accounts()
    process()
    disclosure()
    register()
    invitations()
    contributions()
    survey()
    focusgroup()
    workshop()
    synthesis()
    proposals()
    report()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def live() -> None:
    op.create_table(
        "channel",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("seq", KEY, nullable=False),
    )
    op.create_table(
        "change",
        sa.Column("channel_id", KEY, sa.ForeignKey("channel.id"), primary_key=True),
        sa.Column("seq", KEY, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    op.create_index("ix_change_made_at", "change", ["made_at"])


def mail() -> None:
    op.create_table(
        "letter",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("message_id", sa.Text(), nullable=False, unique=True),
        sa.Column("to_address", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("not_before", MOMENT),
        sa.Column("claimed_at", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("failed_at", MOMENT),
        sa.Column("attempts", KEY, nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="one_end"),
    )
    op.create_index("ix_letter_cause", "letter", ["cause"])
    op.create_index(
        "ix_letter_unfinished",
        "letter",
        ["created_at"],
        sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
    )


def journal() -> None:
    op.create_table(
        "event",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", KEY),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("process_id", KEY),
        sa.Column("facts", sa.JSON(), nullable=False),
    )
    op.create_index("ix_event_actor_kind_actor_id_at", "event", ["actor_kind", "actor_id", "at"])
    op.create_index("ix_event_at", "event", ["at"])
    op.create_index("ix_event_process_id_at", "event", ["process_id", "at"])
    op.create_index(
        "ix_event_subject_kind_subject_id_at", "event", ["subject_kind", "subject_id", "at"]
    )


def accounts() -> None:
    op.create_table(
        "attempt",
        sa.Column("key_hash", sa.Text(), primary_key=True),
        sa.Column("window", KEY, primary_key=True, autoincrement=False),
        sa.Column("tries", KEY, nullable=False),
    )
    op.create_index("ix_attempt_window", "attempt", ["window"])
    op.create_table(
        "person",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("email_key", sa.Text(), nullable=False, unique=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text()),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("administrator_since", MOMENT),
        sa.Column("disabled_at", MOMENT),
    )
    op.create_table(
        "session",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("person_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False, unique=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
    )
    op.create_index("ix_session_person_id", "session", ["person_id"])
    op.create_table(
        "staff_link",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("person_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False, unique=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )
    op.create_index("ix_staff_link_person_id", "staff_link", ["person_id"])


def process() -> None:
    op.create_table(
        "process",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("slug", sa.Text(), nullable=False, unique=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("previous_id", KEY, sa.ForeignKey("process.id")),
        sa.Column("k", KEY, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("client_id", sa.Text(), unique=True),
        sa.CheckConstraint("k BETWEEN 3 AND 10", name="k_range"),
    )
    op.create_index("ix_process_previous_id", "process", ["previous_id"])
    op.create_table(
        "membership",
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), primary_key=True),
        sa.Column("person_id", KEY, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("role", sa.Text(), primary_key=True),
        sa.Column("since", MOMENT, primary_key=True),
        sa.Column("until", MOMENT),
    )
    op.create_index("ix_membership_person_id", "membership", ["person_id"])
    op.create_table(
        "owner_board",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", KEY, nullable=False),
    )
    op.create_index("ix_owner_board_process_id", "owner_board", ["process_id"])
    op.create_table(
        "party",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
    )
    op.create_index("ix_party_process_id", "party", ["process_id"])
    op.create_table(
        "stage",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("planned_from", sa.Date()),
        sa.Column("planned_to", sa.Date()),
    )
    op.create_index("ix_stage_process_id", "stage", ["process_id"])
    op.create_table(
        "occasion",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("stage_id", KEY, sa.ForeignKey("stage.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("party_id", KEY, sa.ForeignKey("party.id")),
        sa.Column("starts_at", MOMENT),
        sa.Column("ends_at", MOMENT),
        sa.Column("place", sa.Text()),
        sa.Column("channel_id", KEY, sa.ForeignKey("channel.id")),
        sa.Column("cancelled_at", MOMENT),
        sa.Column("version", KEY, nullable=False),
        sa.Column("client_id", sa.Text()),
        sa.UniqueConstraint("process_id", "client_id"),
    )
    op.create_index("ix_occasion_channel_id", "occasion", ["channel_id"])
    op.create_index("ix_occasion_party_id", "occasion", ["party_id"])
    op.create_index("ix_occasion_process_id", "occasion", ["process_id"])
    op.create_index("ix_occasion_stage_id", "occasion", ["stage_id"])
    op.create_index("ix_occasion_starts_at", "occasion", ["starts_at"])
    op.create_table(
        "turn",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("stage_id", KEY, sa.ForeignKey("stage.id")),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("reason", sa.Text()),
    )
    op.create_index("ix_turn_by_id", "turn", ["by_id"])
    op.create_index("ix_turn_process_id_at", "turn", ["process_id", "at"])
    op.create_index("ix_turn_stage_id", "turn", ["stage_id"])


def disclosure() -> None:
    op.create_table(
        "release",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("occasion_id", KEY, sa.ForeignKey("occasion.id")),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id")),
        sa.Column("because", sa.Text(), nullable=False),
        sa.UniqueConstraint("occasion_id", "figure", "number"),
    )
    op.create_index("ix_release_by_id", "release", ["by_id"])
    op.create_index("ix_release_process_id", "release", ["process_id"])
    op.create_index(
        "uq_release_process_figure",
        "release",
        ["process_id", "figure", "number"],
        unique=True,
        sqlite_where=sa.text("occasion_id IS NULL"),
        postgresql_where=sa.text("occasion_id IS NULL"),
    )
    op.create_table(
        "release_cell",
        sa.Column("release_id", KEY, sa.ForeignKey("release.id"), primary_key=True),
        sa.Column("row_key", sa.Text(), primary_key=True),
        sa.Column("column_key", sa.Text(), primary_key=True),
        sa.Column("n", KEY, nullable=False),
        sa.Column("withheld_because", sa.Text()),
    )


def register() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", SORT_KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("org_number", sa.Text()),
        sa.Column("area", sa.Text()),
        sa.Column("size", KEY),
        sa.Column("archived_at", MOMENT),
        sa.Column("merged_into_id", KEY, sa.ForeignKey("organisation.id")),
        sa.Column("version", KEY, nullable=False),
        sa.Column("client_id", sa.Text(), unique=True),
    )
    op.create_index("ix_organisation_merged_into_id", "organisation", ["merged_into_id"])
    op.create_index("ix_organisation_name_key", "organisation", ["name_key"])
    op.create_index("ix_organisation_org_number", "organisation", ["org_number"])
    op.create_table(
        "contact",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("organisation_id", KEY, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text()),
        sa.Column("email_key", sa.Text()),
        sa.Column("phone", sa.Text()),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("bounced_at", MOMENT),
        sa.Column("stopped_at", MOMENT),
        sa.Column("version", KEY, nullable=False),
        sa.Column("client_id", sa.Text(), unique=True),
    )
    op.create_index("ix_contact_email_key", "contact", ["email_key"])
    op.create_index("ix_contact_organisation_id", "contact", ["organisation_id"])
    op.create_table(
        "import_file",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False, unique=True),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("imported_at", MOMENT),
    )
    op.create_index("ix_import_file_by_id", "import_file", ["by_id"])
    op.create_index("ix_import_file_sha256", "import_file", ["sha256"])
    op.create_table(
        "participation",
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), primary_key=True),
        sa.Column("organisation_id", KEY, sa.ForeignKey("organisation.id"), primary_key=True),
        sa.Column("party_id", KEY, sa.ForeignKey("party.id"), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("left_at", MOMENT),
    )
    op.create_index("ix_participation_organisation_id", "participation", ["organisation_id"])
    op.create_index("ix_participation_party_id", "participation", ["party_id"])


def invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("occasion_id", KEY, sa.ForeignKey("occasion.id"), nullable=False),
        sa.Column("contact_id", KEY, sa.ForeignKey("contact.id")),
        sa.Column("organisation_id", KEY, sa.ForeignKey("organisation.id")),
        sa.Column("party_id", KEY, sa.ForeignKey("party.id"), nullable=False),
        sa.Column("list_name", sa.Text(), nullable=False),
        sa.Column("generation", KEY, nullable=False),
        sa.Column("token_hash", sa.Text(), unique=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.UniqueConstraint("occasion_id", "contact_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitation_contact_id", "invitation", ["contact_id"])
    op.create_index("ix_invitation_organisation_id", "invitation", ["organisation_id"])
    op.create_index("ix_invitation_party_id", "invitation", ["party_id"])
    op.create_table(
        "reply",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("occasion_id", KEY, sa.ForeignKey("occasion.id"), nullable=False),
        sa.Column("invitation_id", KEY, sa.ForeignKey("invitation.id")),
        sa.Column("organisation_id", KEY, sa.ForeignKey("organisation.id")),
        sa.Column("party_id", KEY, sa.ForeignKey("party.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_reply_invitation_id", "reply", ["invitation_id"])
    op.create_index(
        "ix_reply_occasion_id_party_id_kind", "reply", ["occasion_id", "party_id", "kind"]
    )
    op.create_index("ix_reply_organisation_id", "reply", ["organisation_id"])
    op.create_index("ix_reply_party_id", "reply", ["party_id"])
    op.create_table(
        "sending",
        sa.Column("invitation_id", KEY, sa.ForeignKey("invitation.id"), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("letter_id", KEY, sa.ForeignKey("letter.id")),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_sending_letter_id", "sending", ["letter_id"])


def contributions() -> None:
    op.create_table(
        "voice",
        sa.Column("id", KEY, primary_key=True, autoincrement=False),
        sa.Column("occasion_id", KEY, sa.ForeignKey("occasion.id"), nullable=False),
        sa.Column("party_id", KEY, sa.ForeignKey("party.id"), nullable=False),
        sa.Column("organisation_id", KEY, sa.ForeignKey("organisation.id")),
        sa.Column("segment", sa.Text()),
        sa.Column("label", sa.Text()),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.CheckConstraint("NOT confidential OR label IS NULL", name="confidential_label"),
        sa.CheckConstraint("NOT confidential OR organisation_id IS NULL", name="confidential"),
        sa.UniqueConstraint("occasion_id", "id"),
    )
    op.create_index("ix_voice_occasion_id_party_id", "voice", ["occasion_id", "party_id"])
    op.create_index("ix_voice_organisation_id", "voice", ["organisation_id"])
    op.create_index("ix_voice_party_id", "voice", ["party_id"])
    op.create_table(
        "contribution",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("occasion_id", KEY, sa.ForeignKey("occasion.id"), nullable=False),
        sa.Column("voice_id", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["occasion_id", "voice_id"], ["voice.occasion_id", "voice.id"]),
    )
    op.create_index("ix_contribution_occasion_id", "contribution", ["occasion_id"])
    op.create_index("ix_contribution_process_id", "contribution", ["process_id"])
    op.create_index("ix_contribution_voice_id", "contribution", ["voice_id"])
    op.create_table(
        "lineage",
        sa.Column("later_id", KEY, sa.ForeignKey("contribution.id"), primary_key=True),
        sa.Column("earlier_id", KEY, sa.ForeignKey("contribution.id"), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
    )
    op.create_index("ix_lineage_earlier_id", "lineage", ["earlier_id"])
    op.create_table(
        "wording",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("contribution_id", KEY, sa.ForeignKey("contribution.id"), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id")),
        sa.Column("because", sa.Text()),
        sa.UniqueConstraint("contribution_id", "id"),
        sa.UniqueConstraint("contribution_id", "number"),
    )
    op.create_index("ix_wording_by_id", "wording", ["by_id"])
    op.create_table(
        "standing",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("contribution_id", KEY, sa.ForeignKey("contribution.id"), nullable=False),
        sa.Column("wording_id", KEY),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id")),
        sa.Column("because", sa.Text()),
        sa.ForeignKeyConstraint(
            ["contribution_id", "wording_id"], ["wording.contribution_id", "wording.id"]
        ),
    )
    op.create_index("ix_standing_by_id", "standing", ["by_id"])
    op.create_index("ix_standing_contribution_id_at", "standing", ["contribution_id", "at"])
    op.create_index("ix_standing_wording_id", "standing", ["wording_id"])


def survey() -> None:
    op.create_table(
        "survey",
        sa.Column("id", KEY, sa.ForeignKey("occasion.id"), primary_key=True, autoincrement=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("seat_rule", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("art13_version", sa.Text(), nullable=False),
        sa.CheckConstraint("mode IN ('named', 'confidential')", name="mode"),
        sa.CheckConstraint("seat_rule IN ('organisation', 'person')", name="seat_rule"),
        sa.UniqueConstraint("id", "mode"),
    )
    op.create_table(
        "dropoff",
        sa.Column("survey_id", KEY, sa.ForeignKey("survey.id"), primary_key=True),
        sa.Column("page", KEY, primary_key=True, autoincrement=False),
        sa.Column("party_id", KEY, sa.ForeignKey("party.id"), primary_key=True),
        sa.Column("n", KEY, nullable=False),
    )
    op.create_index("ix_dropoff_party_id", "dropoff", ["party_id"])
    op.create_table(
        "question",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("survey_id", KEY, sa.ForeignKey("survey.id"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("concept", sa.Text()),
        sa.UniqueConstraint("survey_id", "key"),
    )
    op.create_table(
        "seat",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("survey_id", KEY, sa.ForeignKey("survey.id"), nullable=False),
        sa.Column("organisation_id", KEY, sa.ForeignKey("organisation.id")),
        sa.Column("contact_id", KEY, sa.ForeignKey("contact.id")),
        sa.Column("party_id", KEY, sa.ForeignKey("party.id"), nullable=False),
        sa.Column("segment", sa.Text()),
        sa.UniqueConstraint("survey_id", "contact_id"),
        sa.UniqueConstraint("survey_id", "id"),
    )
    op.create_index("ix_seat_contact_id", "seat", ["contact_id"])
    op.create_index("ix_seat_organisation_id", "seat", ["organisation_id"])
    op.create_index("ix_seat_party_id", "seat", ["party_id"])
    op.create_index(
        "uq_seat_survey_id_organisation_id",
        "seat",
        ["survey_id", "organisation_id"],
        unique=True,
        sqlite_where=sa.text("contact_id IS NULL"),
        postgresql_where=sa.text("contact_id IS NULL"),
    )
    op.create_table(
        "survey_version",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("survey_id", KEY, sa.ForeignKey("survey.id"), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.UniqueConstraint("survey_id", "id"),
        sa.UniqueConstraint("survey_id", "number"),
    )
    op.create_index("ix_survey_version_by_id", "survey_version", ["by_id"])
    op.create_table(
        "draft",
        sa.Column("seat_id", KEY, sa.ForeignKey("seat.id"), primary_key=True, autoincrement=False),
        sa.Column("survey_version_id", KEY, sa.ForeignKey("survey_version.id"), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("page", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
    )
    op.create_index("ix_draft_survey_version_id", "draft", ["survey_version_id"])
    op.create_table(
        "receipt",
        sa.Column("seat_id", KEY, primary_key=True, autoincrement=False),
        sa.Column("survey_id", KEY, sa.ForeignKey("survey.id"), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id", "seat_id"], ["seat.survey_id", "seat.id"]),
    )
    op.create_index("ix_receipt_survey_id", "receipt", ["survey_id"])
    op.create_table(
        "response",
        sa.Column("id", KEY, primary_key=True, autoincrement=False),
        sa.Column("survey_id", KEY, sa.ForeignKey("survey.id"), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("survey_version_id", KEY, nullable=False),
        sa.Column("seat_id", KEY, unique=True),
        sa.Column("voice_id", KEY, nullable=False),
        sa.Column("party_id", KEY, sa.ForeignKey("party.id"), nullable=False),
        sa.Column("segment", sa.Text()),
        sa.Column("code_hash", sa.Text(), nullable=False, unique=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("minutes_band", sa.Text(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("submitted_at", MOMENT),
        sa.CheckConstraint(
            "(mode = 'named') = (seat_id IS NOT NULL) AND (mode = 'named') = (submitted_at IS NOT NULL)",
            name="tie_is_cut",
        ),
        sa.ForeignKeyConstraint(["survey_id", "mode"], ["survey.id", "survey.mode"]),
        sa.ForeignKeyConstraint(["survey_id", "seat_id"], ["seat.survey_id", "seat.id"]),
        sa.ForeignKeyConstraint(
            ["survey_id", "survey_version_id"], ["survey_version.survey_id", "survey_version.id"]
        ),
        sa.ForeignKeyConstraint(["survey_id", "voice_id"], ["voice.occasion_id", "voice.id"]),
        sa.UniqueConstraint("id", "party_id"),
    )
    op.create_index("ix_response_party_id", "response", ["party_id"])
    op.create_index("ix_response_survey_id", "response", ["survey_id"])
    op.create_index("ix_response_survey_version_id", "response", ["survey_version_id"])
    op.create_index("ix_response_voice_id", "response", ["voice_id"])
    op.create_table(
        "seat_invitation",
        sa.Column(
            "invitation_id",
            KEY,
            sa.ForeignKey("invitation.id"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("seat_id", KEY, sa.ForeignKey("seat.id"), nullable=False),
    )
    op.create_index("ix_seat_invitation_seat_id", "seat_invitation", ["seat_id"])
    op.create_table(
        "answer",
        sa.Column("response_id", KEY, primary_key=True, autoincrement=False),
        sa.Column("question_id", KEY, sa.ForeignKey("question.id"), primary_key=True),
        sa.Column("position", KEY, primary_key=True, autoincrement=False),
        sa.Column("party_id", KEY, nullable=False),
        sa.Column("choice", sa.Text()),
        sa.Column("number", sa.Double()),
        sa.Column("day", sa.Date()),
        sa.Column("text", sa.Text()),
        sa.Column("contribution_id", KEY, sa.ForeignKey("contribution.id")),
        sa.Column("other", sa.Text()),
        sa.CheckConstraint(
            "CASE WHEN choice IS NULL THEN 0 ELSE 1 END + CASE WHEN number IS NULL THEN 0 ELSE 1 END + CASE WHEN day IS NULL THEN 0 ELSE 1 END + CASE WHEN text IS NULL THEN 0 ELSE 1 END <= 1",
            name="one_value",
        ),
        sa.ForeignKeyConstraint(["response_id", "party_id"], ["response.id", "response.party_id"]),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_answer_contribution_id", "answer", ["contribution_id"])
    op.create_index(
        "ix_answer_question_id_party_id_choice", "answer", ["question_id", "party_id", "choice"]
    )
    op.create_table(
        "response_edit",
        sa.Column("response_id", KEY, sa.ForeignKey("response.id"), primary_key=True),
        sa.Column("number", KEY, primary_key=True, autoincrement=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sqlite_with_rowid=False,
    )


def focusgroup() -> None:
    op.create_table(
        "guide",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("client_id", sa.Text()),
        sa.UniqueConstraint("process_id", "client_id"),
    )
    op.create_index("ix_guide_process_id", "guide", ["process_id"])
    op.create_table(
        "focus_group",
        sa.Column("id", KEY, sa.ForeignKey("occasion.id"), primary_key=True, autoincrement=False),
        sa.Column("guide_id", KEY, sa.ForeignKey("guide.id"), nullable=False),
        sa.Column("number", KEY),
        sa.Column("note_taker_id", KEY, sa.ForeignKey("person.id")),
        sa.Column("opened_at", MOMENT),
        sa.Column("closed_at", MOMENT),
    )
    op.create_index("ix_focus_group_guide_id", "focus_group", ["guide_id"])
    op.create_index("ix_focus_group_note_taker_id", "focus_group", ["note_taker_id"])
    op.create_table(
        "guide_question",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("guide_id", KEY, sa.ForeignKey("guide.id"), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("minutes", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("release_id", KEY, sa.ForeignKey("release.id")),
    )
    op.create_index("ix_guide_question_guide_id", "guide_question", ["guide_id"])
    op.create_index("ix_guide_question_release_id", "guide_question", ["release_id"])
    op.create_table(
        "utterance_draft",
        sa.Column("focus_group_id", KEY, sa.ForeignKey("focus_group.id"), primary_key=True),
        sa.Column("client_id", sa.Text(), primary_key=True),
        sa.Column("person_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("guide_question_id", KEY, sa.ForeignKey("guide_question.id")),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("voice_id", KEY),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["focus_group_id", "voice_id"], ["voice.occasion_id", "voice.id"]),
    )
    op.create_index(
        "ix_utterance_draft_guide_question_id", "utterance_draft", ["guide_question_id"]
    )
    op.create_index("ix_utterance_draft_person_id", "utterance_draft", ["person_id"])
    op.create_index("ix_utterance_draft_voice_id", "utterance_draft", ["voice_id"])
    op.create_table(
        "utterance",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("focus_group_id", KEY, sa.ForeignKey("focus_group.id"), nullable=False),
        sa.Column("guide_question_id", KEY, sa.ForeignKey("guide_question.id")),
        sa.Column("position", KEY, nullable=False),
        sa.Column(
            "contribution_id", KEY, sa.ForeignKey("contribution.id"), nullable=False, unique=True
        ),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.UniqueConstraint("focus_group_id", "client_id"),
    )
    op.create_index("ix_utterance_guide_question_id", "utterance", ["guide_question_id"])


def workshop() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", KEY, sa.ForeignKey("occasion.id"), primary_key=True, autoincrement=False),
        sa.Column("code_hash", sa.Text(), unique=True),
        sa.Column("qr_hash", sa.Text(), unique=True),
        sa.Column("code_until", MOMENT),
        sa.Column("locked_at", MOMENT),
        sa.Column("note_taker_id", KEY, sa.ForeignKey("person.id")),
    )
    op.create_index("ix_workshop_note_taker_id", "workshop", ["note_taker_id"])
    op.create_table(
        "activity",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("workshop_id", KEY, sa.ForeignKey("workshop.id"), nullable=False),
        sa.Column("channel_id", KEY, sa.ForeignKey("channel.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("opened_at", MOMENT),
        sa.Column("writing_closed_at", MOMENT),
        sa.Column("voting_opened_at", MOMENT),
        sa.Column("revealed_at", MOMENT),
        sa.Column("closed_at", MOMENT),
    )
    op.create_index("ix_activity_channel_id", "activity", ["channel_id"])
    op.create_index("ix_activity_workshop_id", "activity", ["workshop_id"])
    op.create_table(
        "participant",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("workshop_id", KEY, sa.ForeignKey("workshop.id"), nullable=False),
        sa.Column("voice_id", KEY, nullable=False),
        sa.Column("device_hash", sa.Text(), nullable=False),
        sa.Column("invitation_id", KEY, sa.ForeignKey("invitation.id")),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("art13_version", sa.Text(), nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.ForeignKeyConstraint(["workshop_id", "voice_id"], ["voice.occasion_id", "voice.id"]),
        sa.UniqueConstraint("workshop_id", "device_hash"),
        sa.UniqueConstraint("workshop_id", "id"),
    )
    op.create_index("ix_participant_device_hash", "participant", ["device_hash"])
    op.create_index("ix_participant_invitation_id", "participant", ["invitation_id"])
    op.create_index("ix_participant_voice_id", "participant", ["voice_id"])
    op.create_table(
        "place",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("activity_id", KEY, sa.ForeignKey("activity.id"), nullable=False),
        sa.Column("parent_id", KEY),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("position", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("dissolved_at", MOMENT),
        sa.Column("client_id", sa.Text()),
        sa.ForeignKeyConstraint(["activity_id", "parent_id"], ["place.activity_id", "place.id"]),
        sa.UniqueConstraint("activity_id", "client_id"),
        sa.UniqueConstraint("activity_id", "id"),
    )
    op.create_index("ix_place_parent_id", "place", ["parent_id"])
    op.create_table(
        "card",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("activity_id", KEY, sa.ForeignKey("activity.id"), nullable=False),
        sa.Column("place_id", KEY, nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("contribution_id", KEY, sa.ForeignKey("contribution.id")),
        sa.Column("participant_id", KEY, sa.ForeignKey("participant.id")),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["activity_id", "place_id"], ["place.activity_id", "place.id"]),
        sa.UniqueConstraint("activity_id", "id"),
        sa.UniqueConstraint("participant_id", "client_id"),
    )
    op.create_index("ix_card_contribution_id", "card", ["contribution_id"])
    op.create_index("ix_card_place_id", "card", ["place_id"])
    op.create_index(
        "uq_card_staff_client_id",
        "card",
        ["activity_id", "client_id"],
        unique=True,
        sqlite_where=sa.text("participant_id IS NULL"),
        postgresql_where=sa.text("participant_id IS NULL"),
    )
    op.create_table(
        "dot",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("activity_id", KEY, sa.ForeignKey("activity.id"), nullable=False),
        sa.Column("participant_id", KEY, sa.ForeignKey("participant.id"), nullable=False),
        sa.Column("card_id", KEY),
        sa.Column("place_id", KEY),
        sa.Column("ordinal", KEY, nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("taken_back_at", MOMENT),
        sa.CheckConstraint("(card_id IS NULL) <> (place_id IS NULL)", name="card_or_place"),
        sa.CheckConstraint("ordinal BETWEEN 1 AND 20", name="ordinal_range"),
        sa.ForeignKeyConstraint(["activity_id", "card_id"], ["card.activity_id", "card.id"]),
        sa.ForeignKeyConstraint(["activity_id", "place_id"], ["place.activity_id", "place.id"]),
        sa.UniqueConstraint("participant_id", "client_id"),
    )
    op.create_index("ix_dot_activity_id", "dot", ["activity_id"])
    op.create_index("ix_dot_card_id", "dot", ["card_id"])
    op.create_index("ix_dot_place_id", "dot", ["place_id"])
    op.create_index(
        "uq_dot_lying",
        "dot",
        ["activity_id", "participant_id", "ordinal"],
        unique=True,
        sqlite_where=sa.text("taken_back_at IS NULL"),
        postgresql_where=sa.text("taken_back_at IS NULL"),
    )
    op.create_table(
        "stance",
        sa.Column("activity_id", KEY, sa.ForeignKey("activity.id"), primary_key=True),
        sa.Column("participant_id", KEY, sa.ForeignKey("participant.id"), primary_key=True),
        sa.Column("card_id", KEY, primary_key=True, autoincrement=False),
        sa.Column("number", KEY, primary_key=True, autoincrement=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["activity_id", "card_id"], ["card.activity_id", "card.id"]),
    )
    op.create_index("ix_stance_card_id", "stance", ["card_id"])
    op.create_index("ix_stance_participant_id", "stance", ["participant_id"])


def synthesis() -> None:
    op.create_table(
        "theme",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("parent_id", KEY, sa.ForeignKey("theme.id")),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("retired_at", MOMENT),
        sa.Column("merged_into_id", KEY, sa.ForeignKey("theme.id")),
        sa.Column("earlier_id", KEY, sa.ForeignKey("theme.id")),
        sa.Column("client_id", sa.Text()),
        sa.UniqueConstraint("process_id", "client_id"),
    )
    op.create_index("ix_theme_earlier_id", "theme", ["earlier_id"])
    op.create_index("ix_theme_merged_into_id", "theme", ["merged_into_id"])
    op.create_index("ix_theme_parent_id", "theme", ["parent_id"])
    op.create_index("ix_theme_process_id", "theme", ["process_id"])
    op.create_table(
        "board_theme",
        sa.Column(
            "place_id", KEY, sa.ForeignKey("place.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("theme_id", KEY, sa.ForeignKey("theme.id"), nullable=False),
    )
    op.create_index("ix_board_theme_theme_id", "board_theme", ["theme_id"])
    op.create_table(
        "coding",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("theme_id", KEY, sa.ForeignKey("theme.id"), nullable=False),
        sa.Column("contribution_id", KEY, sa.ForeignKey("contribution.id"), nullable=False),
        sa.Column("wording_id", KEY, nullable=False),
        sa.Column("start", KEY),
        sa.Column("stop", KEY),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT),
        sa.Column("undone_by_id", KEY, sa.ForeignKey("person.id")),
        sa.CheckConstraint(
            "(start IS NULL) = (stop IS NULL) AND (start IS NULL OR (start >= 0 AND start < stop))",
            name="span",
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id", "wording_id"], ["wording.contribution_id", "wording.id"]
        ),
    )
    op.create_index("ix_coding_by_id", "coding", ["by_id"])
    op.create_index("ix_coding_contribution_id", "coding", ["contribution_id"])
    op.create_index("ix_coding_theme_id_contribution_id", "coding", ["theme_id", "contribution_id"])
    op.create_index("ix_coding_undone_by_id", "coding", ["undone_by_id"])
    op.create_index("ix_coding_wording_id", "coding", ["wording_id"])


def proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("merged_into_id", KEY, sa.ForeignKey("proposal.id")),
        sa.Column("client_id", sa.Text()),
        sa.UniqueConstraint("process_id", "client_id"),
    )
    op.create_index("ix_proposal_merged_into_id", "proposal", ["merged_into_id"])
    op.create_index("ix_proposal_process_id", "proposal", ["process_id"])
    op.create_table(
        "proposal_wording",
        sa.Column("proposal_id", KEY, sa.ForeignKey("proposal.id"), primary_key=True),
        sa.Column("number", KEY, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("principles", sa.JSON(), nullable=False),
        sa.Column("code_cell", sa.Text()),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("because", sa.Text()),
    )
    op.create_index("ix_proposal_wording_by_id", "proposal_wording", ["by_id"])
    op.create_table(
        "evidence",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("proposal_id", KEY, sa.ForeignKey("proposal.id"), nullable=False),
        sa.Column("contribution_id", KEY, sa.ForeignKey("contribution.id")),
        sa.Column("theme_id", KEY, sa.ForeignKey("theme.id")),
        sa.Column("wording_id", KEY),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.CheckConstraint("(contribution_id IS NULL) <> (theme_id IS NULL)", name="one_source"),
        sa.CheckConstraint("wording_id IS NULL OR contribution_id IS NOT NULL", name="wording_of"),
        sa.ForeignKeyConstraint(
            ["contribution_id", "wording_id"], ["wording.contribution_id", "wording.id"]
        ),
    )
    op.create_index("ix_evidence_by_id", "evidence", ["by_id"])
    op.create_index("ix_evidence_contribution_id", "evidence", ["contribution_id"])
    op.create_index("ix_evidence_proposal_id", "evidence", ["proposal_id"])
    op.create_index("ix_evidence_theme_id", "evidence", ["theme_id"])
    op.create_index("ix_evidence_wording_id", "evidence", ["wording_id"])
    op.create_table(
        "board_card",
        sa.Column("card_id", KEY, sa.ForeignKey("card.id"), primary_key=True, autoincrement=False),
        sa.Column("proposal_id", KEY, sa.ForeignKey("proposal.id"), nullable=False),
    )
    op.create_index("ix_board_card_proposal_id", "board_card", ["proposal_id"])


def report() -> None:
    op.create_table(
        "report",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("process_id", KEY, sa.ForeignKey("process.id"), nullable=False),
        sa.Column("owner_board_id", KEY, sa.ForeignKey("owner_board.id"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("version", KEY, nullable=False),
    )
    op.create_index("ix_report_owner_board_id", "report", ["owner_board_id"])
    op.create_index("ix_report_process_id", "report", ["process_id"])
    op.create_table(
        "edition",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("report_id", KEY, sa.ForeignKey("report.id"), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("docx_sha256", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False, unique=True),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.UniqueConstraint("report_id", "number"),
    )
    op.create_index("ix_edition_by_id", "edition", ["by_id"])
    op.create_table(
        "reading_link",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("edition_id", KEY, sa.ForeignKey("edition.id"), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False, unique=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("revoked_at", MOMENT),
    )
    op.create_index("ix_reading_link_by_id", "reading_link", ["by_id"])
    op.create_index("ix_reading_link_edition_id", "reading_link", ["edition_id"])
    op.create_table(
        "edition_line",
        sa.Column("edition_id", KEY, sa.ForeignKey("edition.id"), primary_key=True),
        sa.Column("reference", sa.Text(), primary_key=True),
        sa.Column("proposal_id", KEY, sa.ForeignKey("proposal.id")),
        sa.Column("contribution_id", KEY, sa.ForeignKey("contribution.id")),
        sa.Column("wording_id", KEY),
        sa.Column("release_id", KEY, sa.ForeignKey("release.id")),
        sa.CheckConstraint("wording_id IS NULL OR contribution_id IS NOT NULL", name="wording_of"),
        sa.ForeignKeyConstraint(
            ["contribution_id", "wording_id"], ["wording.contribution_id", "wording.id"]
        ),
    )
    op.create_index("ix_edition_line_contribution_id", "edition_line", ["contribution_id"])
    op.create_index("ix_edition_line_proposal_id", "edition_line", ["proposal_id"])
    op.create_index("ix_edition_line_release_id", "edition_line", ["release_id"])
    op.create_index("ix_edition_line_wording_id", "edition_line", ["wording_id"])
