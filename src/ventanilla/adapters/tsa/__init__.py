"""Time-stamping authorities (RFC 3161): a signature's digest goes out, an instant that strangers believe comes back."""
