"""The exit codes, each with one meaning (``ci.md``, "The two checks"), and the error that ends a command."""

DONE = 0
FINDINGS = 1
COULD_NOT = 2
BUG = 70
INTERRUPTED = 130
PIPE_CLOSED = 141


class CliError(Exception):
    """The command could not do what was requested; the message says why, and what to do."""
