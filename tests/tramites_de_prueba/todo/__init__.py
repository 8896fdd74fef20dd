"""Every kind of question that a trámite may ask, of somebody whose record is known."""
