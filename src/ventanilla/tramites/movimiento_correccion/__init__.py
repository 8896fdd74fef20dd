"""An employer corrects a notice of its own that was wrong: the first one stays, and what counts is the correction."""
