"""What people attach to their requests: received, cleaned, kept sealed, and shown to whom it belongs."""
