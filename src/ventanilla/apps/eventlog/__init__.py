"""What happened, in order, for ever: an append-only log with one hash chain per subject, and the outbox."""
