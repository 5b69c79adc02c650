"""The board's clock; and an invitation is one participant of a workshop, not several.

Revision 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
INVITED = "ix_participant_invitation_id"


def upgrade() -> None:
    op.create_table(
        "clock_turn",
        sa.Column("activity_id", KEY, sa.ForeignKey("activity.id"), primary_key=True),
        sa.Column("number", KEY, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("ends_at", MOMENT),
        sa.Column("seconds_left", KEY),
        sa.Column("seconds", KEY, nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.CheckConstraint("ends_at IS NULL OR seconds_left IS NULL", name="runs_or_stands"),
        sa.UniqueConstraint("activity_id", "client_id"),
    )
    op.create_index("ix_clock_turn_by_id", "clock_turn", ["by_id"])
    op.drop_index(INVITED, "participant")
    op.create_index(INVITED, "participant", ["invitation_id"], unique=True)


def downgrade() -> None:
    op.drop_index(INVITED, "participant")
    op.create_index(INVITED, "participant", ["invitation_id"])
    op.drop_table("clock_turn")
