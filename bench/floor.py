"""The floor: an interpreter that takes libyaml's events of some files, and does nothing with them."""

import gc
import sys
from pathlib import Path

from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out

gc.disable()
for path in sys.argv[1:]:
    parser = CParser(Path(path).read_bytes())
    while parser.get_event() is not None:
        pass
    parser.dispose()
