"""Refuses an option that is given twice, where only one of the two could count."""

from collections import Counter
from typing import Any

from typer.core import TyperCommand

from dataflow.base.text import Text
from dataflow.cli.exit_codes import CliError

_TWICE = Text(
    en="{option} is given {times} times, and only one of them could count. Give it once.",
    da="{option} er angivet {times} gange, og kun den ene kan gælde. Angiv det én gang.",
)
_SCENARIOS = Text(
    en="--scenario is given {times} times, and one run has one scenario. To combine scenarios, let one build on the"
    " other: based_on: ID under its scenario:.",
    da="--scenario er angivet {times} gange, og en kørsel har ét scenarie. Scenarier kombineres, ved at det ene"
    " bygger på det andet: based_on: ID under dets scenario:.",
)


class OnceCommand(TyperCommand):
    """A command whose options may be given once, unless they take several values or are switches."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments that are left. Raises CliError for an option that is given twice."""
        if ctx.resilient_parsing:  # a shell completes the line, which may be unfinished
            return super().parse_args(ctx, args)
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for param, times in Counter(param for param in order if _counts_once(param)).items():
            if times > 1:
                option = max(param.opts, key=len)
                raise CliError(_SCENARIOS if option == "--scenario" else _TWICE, option=option, times=str(times))
        return super().parse_args(ctx, args)


def _counts_once(param: Any) -> bool:
    """Whether a second value of an option would replace the first; a switch says the same twice."""
    is_switch = getattr(param, "is_flag", False) and not param.secondary_opts
    return param.param_type_name == "option" and not param.multiple and not is_switch
