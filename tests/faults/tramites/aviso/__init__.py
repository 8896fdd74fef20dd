"""A movement in its plainest form: what the ledger is asked about while processes are killed."""
