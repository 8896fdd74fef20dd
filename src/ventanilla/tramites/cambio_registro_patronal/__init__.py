"""An employer gives notice that its registro changed, stopped, went on or ended, and gets a constancia of it."""
