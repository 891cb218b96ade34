"""``dataflow schema``: the JSON Schema of the language."""

from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import ending_of, no_such_ending, write_text
from dataflow.cli.options import OutputOption, VerboseOption


def schema(output: OutputOption = None, verbose: VerboseOption = False) -> int:
    """Write the JSON Schema of the language, for editors."""
    import json

    from dataflow.language.models import json_schema

    if ending_of(output) not in ("", "json"):
        raise no_such_ending(output, ("json",))
    write_text(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", output, [])
    return DONE


COMMAND = Command(
    schema, "Write the JSON Schema for editors.", example="dataflow schema -o dataflow.schema.json", order=70
)
