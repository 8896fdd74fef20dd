"""What employers paid and owe, as whoever collects tells it."""
