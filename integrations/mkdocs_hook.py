"""A hook for MkDocs: a build fails where a picture or table in the pages is not what the map says now.

In mkdocs.yml: ``hooks: [mkdocs_hook.py]``. Refresh the pages with ``dataflow embed docs/*.md --map PATH``.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

MAPS = os.environ.get("DATAFLOW_MAPS", "").split()
"""The maps outside the folder of the pages, as for ``--map``."""


def on_pre_build(config: Any) -> None:
    """Checks all pages before they are built."""
    pages = sorted(str(page) for page in Path(config["docs_dir"]).rglob("*.md"))
    maps = [word for path in MAPS for word in ("--map", path)]
    subprocess.run(["dataflow", "embed", "--check", *maps, *pages], check=True)
