"""``python -m dataflow``, and the ``dataflow`` command."""

import sys
import warnings


def main() -> None:
    """Runs the command line and exits with its code."""
    from dataflow.cli.exits import leave, run

    if not sys.warnoptions:
        # Those of libraries are about how they are called, which is nothing to the user.
        warnings.simplefilter("ignore")
    leave(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
