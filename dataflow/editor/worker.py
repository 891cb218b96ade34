"""Gaps computed in a process of their own, so that an editor is answered meanwhile and old work can be ended.

``python -m dataflow.editor.worker`` reads the texts of one map from its input and writes what was found.
"""

import asyncio
import pickle
import sys

from dataflow.editor.checks import Checked, gaps_of
from dataflow.project import Project


async def gaps_elsewhere(project: Project) -> Checked:
    """What ``gaps_of`` gives for a project. Ending the task ends the process. Raises RuntimeError if it failed."""
    pipe = asyncio.subprocess.PIPE
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "dataflow.editor.worker"), stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        given = pickle.dumps((dict(project.texts), project.unreadable, project.unused_patterns))
        found, _ = await worker.communicate(given)
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
    if worker.returncode != 0:
        raise RuntimeError("the process that looks for gaps ended without a result")
    checked: Checked = pickle.loads(found)  # noqa: S301  # from the process that was started above
    return checked


def main() -> None:
    """Reads a map, and writes its gaps."""
    texts, unreadable, unused = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the process that started this one
    found = gaps_of(Project(texts, unreadable=unreadable, unused_patterns=unused))
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    main()
