"""Who has an account, the sessions it opens, and as whom it acts."""
