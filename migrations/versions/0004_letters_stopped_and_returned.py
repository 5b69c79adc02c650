"""A letter can be stopped before it leaves, and it can come back after it left.

Revision 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UNFINISHED = "ix_letter_unfinished"
BEFORE = "sent_at IS NULL AND failed_at IS NULL"
STOPPED = "stopped_at IS NULL OR (sent_at IS NULL AND failed_at IS NULL AND claimed_at IS NULL)"
RETURNED = "returned_at IS NULL OR sent_at IS NOT NULL"


def upgrade() -> None:
    op.drop_index(UNFINISHED, "letter")
    with op.batch_alter_table("letter") as table:
        table.add_column(sa.Column("stopped_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("returned_at", sa.DateTime(timezone=True)))
        table.create_check_constraint("stopped_before_it_left", STOPPED)
        table.create_check_constraint("returned_had_left", RETURNED)
    _index(f"{BEFORE} AND stopped_at IS NULL")


def downgrade() -> None:
    """A letter that was stopped must not leave: there it is one that failed."""
    op.drop_index(UNFINISHED, "letter")
    op.execute(
        "UPDATE letter SET failed_at = stopped_at, stopped_at = NULL, last_error = 'stopped'"
        " WHERE stopped_at IS NOT NULL"
    )
    with op.batch_alter_table("letter") as table:
        table.drop_constraint("stopped_before_it_left", type_="check")
        table.drop_constraint("returned_had_left", type_="check")
        table.drop_column("returned_at")
        table.drop_column("stopped_at")
    _index(BEFORE)


def _index(where: str) -> None:
    op.create_index(
        UNFINISHED,
        "letter",
        ["created_at"],
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
