"""lists letters and privacy."""
# ruff: noqa: PLR0915

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_notices",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_consent_notices")),
    )
    op.create_table(
        "suppressions",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_suppressions")),
    )
    op.create_table(
        "data_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_data_requests_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_requests")),
    )
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_requests_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_data_requests_state"), ["state"], unique=False)

    op.create_table(
        "column_meanings",
        sa.Column("header", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_column_meanings_staff_id_staff")),
        sa.PrimaryKeyConstraint("header", name=op.f("pk_column_meanings")),
    )
    op.create_table(
        "former_names",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cooperative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("match_name", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperatives.id"], name=op.f("fk_former_names_cooperative_id_cooperatives")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
        sa.UniqueConstraint("cooperative_id", "match_name", name=op.f("uq_former_names_cooperative_id_match_name")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("attachment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_imports_attachment_id_attachments")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_imports_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imports_attachment_id"), ["attachment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_imports_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_imports_state"), ["state"], unique=False)

    op.create_table(
        "letters",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cooperative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("printed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperatives.id"], name=op.f("fk_letters_cooperative_id_cooperatives")
        ),
        sa.ForeignKeyConstraint(["handed_by"], ["staff.id"], name=op.f("fk_letters_handed_by_staff")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_letters_person_id_people")),
        sa.ForeignKeyConstraint(["printed_by"], ["staff.id"], name=op.f("fk_letters_printed_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("digest", name=op.f("uq_letters_digest")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letters_cooperative_id"), ["cooperative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letters_handed_by"), ["handed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_letters_person_id"), ["person_id"], unique=False)

    op.create_table(
        "registry_figures",
        sa.Column("cooperative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("members_men", sa.Integer(), nullable=True),
        sa.Column("members_women", sa.Integer(), nullable=True),
        sa.Column("candidates", sa.Integer(), nullable=True),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("employees_men", sa.Integer(), nullable=True),
        sa.Column("employees_women", sa.Integer(), nullable=True),
        sa.Column("managers", sa.Integer(), nullable=True),
        sa.Column("managers_men", sa.Integer(), nullable=True),
        sa.Column("managers_women", sa.Integer(), nullable=True),
        sa.Column("own_capital", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outside_capital", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("assets", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("turnover", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("surplus", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperatives.id"], name=op.f("fk_registry_figures_cooperative_id_cooperatives")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", name=op.f("pk_registry_figures")),
    )
    op.create_table(
        "traces",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cooperative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["staff.id"], name=op.f("fk_traces_closed_by_staff")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperatives.id"], name=op.f("fk_traces_cooperative_id_cooperatives")
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_traces_opened_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_traces")),
    )
    with op.batch_alter_table("traces", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_traces_cooperative_id"), ["cooperative_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_traces_state"), ["state"], unique=False)

    op.create_table(
        "trace_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("trace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_trace_steps_person_id_people")),
        sa.ForeignKeyConstraint(["trace_id"], ["traces.id"], name=op.f("fk_trace_steps_trace_id_traces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trace_steps")),
        sa.UniqueConstraint("trace_id", "kind", "target", name=op.f("uq_trace_steps_trace_id_kind_target")),
    )
    with op.batch_alter_table("trace_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trace_steps_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_trace_steps_trace_id"), ["trace_id"], unique=False)

    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notice", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("message_id", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("seat", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("cooperatives", schema=None) as batch_op:
        batch_op.add_column(sa.Column("founded_year", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("amendment_number", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("amendment_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("rt_rw", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("group_name", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("sector", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("pattern", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("scale", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("business_number", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("savings_licence", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("tax_number", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("certificate", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("certificate_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("grade", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("listed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restricted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("erase_after", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("erased_at")
        batch_op.drop_column("erase_after")
        batch_op.drop_column("restricted_at")

    with op.batch_alter_table("cooperatives", schema=None) as batch_op:
        batch_op.drop_column("listed_at")
        batch_op.drop_column("grade")
        batch_op.drop_column("certificate_until")
        batch_op.drop_column("certificate")
        batch_op.drop_column("tax_number")
        batch_op.drop_column("savings_licence")
        batch_op.drop_column("business_number")
        batch_op.drop_column("scale")
        batch_op.drop_column("pattern")
        batch_op.drop_column("sector")
        batch_op.drop_column("group_name")
        batch_op.drop_column("rt_rw")
        batch_op.drop_column("amendment_on")
        batch_op.drop_column("amendment_number")
        batch_op.drop_column("founded_year")

    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_column("seat")
        batch_op.drop_column("message_id")
        batch_op.drop_column("notice")

    with op.batch_alter_table("trace_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trace_steps_trace_id"))
        batch_op.drop_index(batch_op.f("ix_trace_steps_person_id"))

    op.drop_table("trace_steps")
    with op.batch_alter_table("traces", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_traces_state"))
        batch_op.drop_index(batch_op.f("ix_traces_cooperative_id"))

    op.drop_table("traces")
    op.drop_table("registry_figures")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letters_person_id"))
        batch_op.drop_index(batch_op.f("ix_letters_handed_by"))
        batch_op.drop_index(batch_op.f("ix_letters_cooperative_id"))

    op.drop_table("letters")
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imports_state"))
        batch_op.drop_index(batch_op.f("ix_imports_staff_id"))
        batch_op.drop_index(batch_op.f("ix_imports_attachment_id"))

    op.drop_table("imports")
    op.drop_table("former_names")
    op.drop_table("column_meanings")
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_requests_state"))
        batch_op.drop_index(batch_op.f("ix_data_requests_person_id"))

    op.drop_table("data_requests")
    op.drop_table("suppressions")
    op.drop_table("consent_notices")
