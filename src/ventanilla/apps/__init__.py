"""The rooms that remember: each app keeps its own tables and opens one door, its ``api``."""
