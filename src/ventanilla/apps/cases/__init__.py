"""The runner: it takes any trámite from draft to resolution, and names none."""
