"""Claims: what one speaker says about who holds, takes, loses, besieges, cuts, opens, supports."""
