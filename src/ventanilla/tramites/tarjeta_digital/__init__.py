"""A person obtains the card that shows, with a code anybody can verify, that they are entitled to care."""
