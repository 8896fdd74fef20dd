"""The office's own side: what staff see."""
