"""Looking for what is known to do harm in a file that somebody sent."""
