"""``dataflow schema``: the JSON Schema of the language, or of the linked map as JSON."""

from enum import StrEnum
from typing import Annotated

import typer

from dataflow.cli.commands import Command
from dataflow.cli.exit_codes import DONE
from dataflow.cli.inputs import ending_of, no_such_ending, write_text
from dataflow.cli.options import OutputOption, VerboseOption


class Described(StrEnum):
    """What there is a schema of."""

    language = "language"
    export = "export"


def schema(
    of: Annotated[Described, typer.Option("--of", help="Of the spec files, or of what export --to json writes.")] = (
        Described.language
    ),
    output: OutputOption = None,
    verbose: VerboseOption = False,
) -> int:
    """Write the JSON Schema of the language, for editors."""
    import json

    from dataflow.exchange.to_json import json_schema as export_schema
    from dataflow.language.json_schema import json_schema

    if ending_of(output) not in ("", "json"):
        raise no_such_ending(output, ("json",))
    document = export_schema() if of == Described.export else json_schema()
    write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", output, [])
    return DONE


COMMAND = Command(
    schema, "Write the JSON Schema for editors.", example="dataflow schema -o dataflow.schema.json", order=70
)
