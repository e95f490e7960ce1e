"""the whole meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rat_clocks",
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("book_year", sa.Integer(), nullable=False),
        sa.Column("target_months", sa.Integer(), nullable=False),
        sa.Column("limit_months", sa.Integer(), nullable=False),
        sa.Column("report_days", sa.Integer(), nullable=False),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("form", "book_year", name=op.f("pk_rat_clocks")),
    )
    op.create_table(
        "rat_papers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cooperative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("book_year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attachment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_rat_papers_attachment_id_attachments")
        ),
        sa.ForeignKeyConstraint(["checked_by"], ["staff.id"], name=op.f("fk_rat_papers_checked_by_staff")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperatives.id"], name=op.f("fk_rat_papers_cooperative_id_cooperatives")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_rat_papers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rat_papers")),
    )
    with op.batch_alter_table("rat_papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rat_papers_attachment_id"), ["attachment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rat_papers_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_rat_papers_year", ["cooperative_id", "book_year"], unique=False)

    with op.batch_alter_table("cooperatives", schema=None) as batch_op:
        batch_op.add_column(sa.Column("founded_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("program", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("existence", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("warning", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("tolerated_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("tolerated_why", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("officers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("term_until", sa.Date(), nullable=True))

    with op.batch_alter_table("rat_reports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ordinal", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("meeting", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("place", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("members_women", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("assets", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(
            sa.Column("own_capital", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("outside_capital", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("turnover", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("income", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("expenses", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("surplus", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("new_officers", sa.Boolean(), nullable=True))

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("acting_role", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("acting_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("acting_until")
        batch_op.drop_column("acting_role")

    with op.batch_alter_table("rat_reports", schema=None) as batch_op:
        batch_op.drop_column("new_officers")
        batch_op.drop_column("surplus")
        batch_op.drop_column("expenses")
        batch_op.drop_column("income")
        batch_op.drop_column("turnover")
        batch_op.drop_column("outside_capital")
        batch_op.drop_column("own_capital")
        batch_op.drop_column("assets")
        batch_op.drop_column("members_women")
        batch_op.drop_column("place")
        batch_op.drop_column("meeting")
        batch_op.drop_column("ordinal")

    with op.batch_alter_table("officers", schema=None) as batch_op:
        batch_op.drop_column("term_until")

    with op.batch_alter_table("cooperatives", schema=None) as batch_op:
        batch_op.drop_column("tolerated_why")
        batch_op.drop_column("tolerated_until")
        batch_op.drop_column("warning")
        batch_op.drop_column("existence")
        batch_op.drop_column("program")
        batch_op.drop_column("founded_on")

    with op.batch_alter_table("rat_papers", schema=None) as batch_op:
        batch_op.drop_index("ix_rat_papers_year")
        batch_op.drop_index(batch_op.f("ix_rat_papers_person_id"))
        batch_op.drop_index(batch_op.f("ix_rat_papers_attachment_id"))

    op.drop_table("rat_papers")
    op.drop_table("rat_clocks")
