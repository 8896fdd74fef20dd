"""An employer obtains the number with which to register whoever works for them, its class and its premium."""
