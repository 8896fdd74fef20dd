"""A person has their name, day of birth and sex as the population registry says them."""
