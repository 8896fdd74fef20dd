"""An employer tells that somebody left, sees when it counts and what a delay costs, and obtains the constancia."""
