"""The face: pages, the JSON API and the design. It knows the apps by their doors only."""
