"""The rules, pure: no clock, no table, no network. One package per area of the office."""
