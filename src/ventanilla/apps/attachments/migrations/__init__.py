"""What was migrated, in order."""
