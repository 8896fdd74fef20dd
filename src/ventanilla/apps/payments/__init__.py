"""Where people are paid and what they pay: their bank account and how it is proved, with the institution's bank."""
