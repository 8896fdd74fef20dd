"""An employer changes the wage of a worker, sees since when it counts and what it costs, and obtains the constancia."""
