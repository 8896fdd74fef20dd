"""Programs that act in a person's name by a key that the person made, and what each request of one was answered."""
