"""A worker obtains the list of their certificates of incapacity: days, amount and how it comes out, and its payment."""
