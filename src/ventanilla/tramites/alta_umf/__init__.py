"""A person is registered in the clinic of where they live, and leaves with their digital cartilla."""
