"""A command that is followed by the name of a kind, which may be left out."""

from typing import Any

from typer.core import TyperGroup


class KindGroup(TyperGroup):
    """A command of several kinds: where the first argument names none of them, it is the first kind."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments that are left, with the kind before them."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)
