"""Digital cards: whose they are, the QR that is renewed while they are opened, and that one is blocked at once."""
