"""The map: a view of the ledger for people. HTTP API, exports, and the built page."""
