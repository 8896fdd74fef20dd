"""A group whose commands are loaded when they are asked for: what reads files takes longer to load than to compute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """``later`` says, of each command that is not loaded yet, what loads it, and what it does."""

    def __init__(self, *args: Any, later: Mapping[str, tuple[Callable[[], click.Command], str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of both kinds, sorted."""
        return sorted({*super().list_commands(ctx), *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now if it has to be; None where there is no such name."""
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        load, _ = self.later[cmd_name]
        return load()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List them without loading what is loaded later."""
        rows = []
        for name in self.list_commands(ctx):
            if name in self.later:
                rows.append((name, self.later[name][1]))
            elif (command := super().get_command(ctx, name)) is not None:
                rows.append((name, command.get_short_help_str(80)))
        with formatter.section("Órdenes"):
            formatter.write_dl(rows)
