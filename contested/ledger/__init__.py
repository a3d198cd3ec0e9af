"""The append-only store of reports, claims, resolutions and corrections."""
