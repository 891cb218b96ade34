"""The exit codes, each with one meaning (``ci.md``, "The two checks"), and the error that ends a command."""

from dataflow.base.user_error import UserError

DONE = 0
FINDINGS = 1
COULD_NOT = 2
BUG = 70
INTERRUPTED = 130
PIPE_CLOSED = 141


class CliError(UserError):
    """The command could not do what was requested."""
