"""Study: a ledger opened for questions, from Python and from the command line alike."""
