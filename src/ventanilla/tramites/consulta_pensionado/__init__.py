"""A pensioner obtains the receipt of a month, a statement that they are one, or the calendar of their payments."""
