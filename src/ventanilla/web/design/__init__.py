"""The face: tokens, components (one folder each) and the gallery that shows them all."""
