"""``python -m dataflow``, and the ``dataflow`` command."""

import sys


def main() -> None:
    """Runs the command line and exits with its code."""
    from dataflow.cli.exits import leave, run

    leave(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
