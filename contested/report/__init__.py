"""Reports: the texts, readers for their formats, and near-copies."""
