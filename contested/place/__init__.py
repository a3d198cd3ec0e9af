"""Places: gazetteer, toponym matching across scripts, parts of places, roads; theatre packs."""
