"""The first schema: reports, bands, copies, readings, claims, resolutions, corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create every table. What a later revision changes is changed there, never here."""
    op.create_table(
        "reports",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("publisher", sa.Text),
        sa.Column("agency", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("language", sa.String(16)),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published_at", sa.String(32)),
        sa.Column("published_basis", sa.String(16), nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_recorded_at", "reports", ["recorded_at"])
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_bands_report_id"),
        sa.PrimaryKeyConstraint("band", "report_id", name="pk_bands"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copies",
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("copy_of", sa.String(32), nullable=False),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_copies_report_id"),
        sa.ForeignKeyConstraint(["copy_of"], ["reports.id"], name="fk_copies_copy_of"),
        sa.PrimaryKeyConstraint("report_id", "copy_of", name="pk_copies"),
    )
    op.create_index("ix_copies_copy_of", "copies", ["copy_of"])
    op.create_table(
        "readings",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_readings_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.UniqueConstraint("report_id", "extractor", name="uq_readings_report_id"),
    )
    op.create_index("ix_readings_recorded_at", "readings", ["recorded_at"])
    _create_claims()
    op.create_table(
        "corrections",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("claim_id", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_claim_id", "corrections", ["claim_id"])


def _create_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("reading_id", _SERIAL, nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("predicate", sa.String(16), nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("target", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("extent", sa.String(16), nullable=False),
        sa.Column("speaker", sa.Text, nullable=False),
        sa.Column("channel", sa.Text),
        sa.Column("factuality", sa.String(16), nullable=False),
        sa.Column("on", sa.String(10)),
        sa.Column("since", sa.String(10)),
        sa.Column("until", sa.String(10)),
        sa.Column("route_from", sa.Text),
        sa.Column("route_to", sa.Text),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("actor_text", sa.Text),
        sa.Column("target_text", sa.Text),
        sa.Column("toponym", sa.Text),
        sa.Column("speaker_text", sa.Text),
        sa.Column("speaker_chain", sa.Text, nullable=False),
        sa.Column("extractor", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("valid_from", sa.String(10)),
        sa.Column("valid_to", sa.String(10)),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_claims_reading_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_claims_report_id"),
        sa.PrimaryKeyConstraint("reading_id", "id", name="pk_claims"),
    )
    for column in ("id", "report_id", "place", "actor"):
        op.create_index(f"ix_claims_{column}", "claims", [column])
    op.create_table(
        "resolutions",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("reading_id", _SERIAL, nullable=False),
        sa.Column("claim_id", sa.String(32), nullable=False),
        sa.Column("place_id", sa.Text),
        sa.Column("actor_id", sa.Text),
        sa.Column("target_id", sa.Text),
        sa.Column("speaker_id", sa.Text),
        sa.Column("lat_deg", sa.Float),
        sa.Column("lon_deg", sa.Float),
        sa.Column("resolver", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id", "claim_id"],
            ["claims.reading_id", "claims.id"],
            name="fk_resolutions_reading_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_resolutions"),
        sa.UniqueConstraint("reading_id", "claim_id", "resolver", name="uq_resolutions_reading_id"),
    )
    op.create_index("ix_resolutions_place_id", "resolutions", ["place_id"])
