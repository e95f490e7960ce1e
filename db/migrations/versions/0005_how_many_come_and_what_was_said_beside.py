"""how many come, and what was said beside."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.add_column(sa.Column("people", sa.Integer(), nullable=True))

    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("beside", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_column("beside")

    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.drop_column("people")
