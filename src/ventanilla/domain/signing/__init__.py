"""What may be signed in this office, in which words, and what is concluded about a signature."""
