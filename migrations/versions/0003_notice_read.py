"""Which notice on personal data stood before somebody's eyes is kept with each response.

Revision 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("response", sa.Column("art13_version", sa.Text()))
    op.execute(
        "UPDATE response SET art13_version ="
        " (SELECT art13_version FROM survey WHERE survey.id = response.survey_id)"
    )


def downgrade() -> None:
    op.drop_column("response", "art13_version")
