"""Where everything is put together: settings, routes, which adapter serves which port, office commands."""
