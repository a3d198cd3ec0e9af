"""The tables. Rows are only ever added, but for `refused`; valid for SQLite and PostgreSQL alike.

`REVISION` is the newest migration: a ledger of an older one is brought up to it when opened.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0002"
# Marks an SQLite file as a ledger of Contested ("Cntd"), so that no other file is ever touched.
APPLICATION_ID = 0x436E7464

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# BIGINT keys do not count up by themselves in SQLite, INTEGER keys do.
_SERIAL = BigInteger().with_variant(Integer, "sqlite")

reports = Table(
    "reports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("publisher", Text),
    Column("agency", Text),
    Column("url", Text),
    Column("language", String(16)),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("published_at", String(32)),
    Column("published_basis", String(16), nullable=False),
    Column("source", Text),
    Column("recorded_at", String(32), nullable=False, index=True),
)

# The bands of each report's MinHash signature: two reports that share one may be copies.
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", String(32), ForeignKey("reports.id"), primary_key=True),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    Column("report_id", String(32), ForeignKey("reports.id"), primary_key=True),
    Column("copy_of", String(32), ForeignKey("reports.id"), primary_key=True),
    Column("similarity", Float, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Index("ix_copies_copy_of", "copy_of"),
)

# One reading is one report seen by one version of the extractor.
readings = Table(
    "readings",
    metadata,
    Column("id", _SERIAL, primary_key=True),
    Column("report_id", String(32), ForeignKey("reports.id"), nullable=False),
    Column("extractor", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False, index=True),
    UniqueConstraint("report_id", "extractor"),
)

claims = Table(
    "claims",
    metadata,
    Column("reading_id", _SERIAL, ForeignKey("readings.id"), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("report_id", String(32), ForeignKey("reports.id"), nullable=False),
    Column("predicate", String(16), nullable=False),
    Column("actor", Text),
    Column("target", Text),
    Column("place", Text),
    Column("extent", String(16), nullable=False),
    Column("speaker", Text, nullable=False),
    Column("channel", Text),
    Column("factuality", String(16), nullable=False),
    Column("on", String(10)),
    Column("since", String(10)),
    Column("until", String(10)),
    Column("route_from", Text),
    Column("route_to", Text),
    Column("evidence", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("actor_text", Text),
    Column("target_text", Text),
    Column("toponym", Text),
    Column("speaker_text", Text),
    Column("speaker_chain", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    # First and last day the claim speaks of; both empty: the day of publication.
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Index("ix_claims_id", "id"),
    Index("ix_claims_report_id", "report_id"),
    Index("ix_claims_place", "place"),
    Index("ix_claims_actor", "actor"),
)

resolutions = Table(
    "resolutions",
    metadata,
    Column("id", _SERIAL, primary_key=True),
    Column("reading_id", _SERIAL, nullable=False),
    Column("claim_id", String(32), nullable=False),
    Column("place_id", Text),
    Column("actor_id", Text),
    Column("target_id", Text),
    Column("speaker_id", Text),
    Column("lat_deg", Float),
    Column("lon_deg", Float),
    Column("resolver", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("recorded_at", String(32), nullable=False),
    ForeignKeyConstraint(["reading_id", "claim_id"], ["claims.reading_id", "claims.id"]),
    UniqueConstraint("reading_id", "claim_id", "resolver"),
    Index("ix_resolutions_place_id", "place_id"),
)

# A correction supersedes what the extractor said; the newest one of a claim counts.
corrections = Table(
    "corrections",
    metadata,
    Column("id", _SERIAL, primary_key=True),
    Column("claim_id", String(32), nullable=False, index=True),
    Column("verdict", String(16), nullable=False),
    Column("changes", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", String(32), nullable=False),
)

# What could not be read. No claim rests on it: it is there so that it is named only once.
refused = Table(
    "refused",
    metadata,
    Column("content", String(32), primary_key=True),
    Column("message", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("partial", Boolean, nullable=False),
    Column("first_seen", String(32), nullable=False),
    Column("last_seen", String(32), nullable=False),
)
