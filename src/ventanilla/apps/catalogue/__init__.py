"""The index in which people look for a trámite: made from what is offered, by itself, whenever that changes."""
