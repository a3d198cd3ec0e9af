"""What control means for people and movement: sieges, corridors, supply routes, what-if."""
