"""A large map takes no more time and memory than it has to: what is not needed any more is let go of."""

import gc
import subprocess
import sys

from conftest import ROOT

from dataflow.base.gc_paused import gc_paused
from dataflow.language.nodes import Scalar
from dataflow.project import Project

SPEC = b"""\
map: {id: study, title: Study}
phases: {p0: {}}
fields: {ldl: {}}
actors:
  gp:
    records: [{fields: ldl, phase: p0, note: a-word-found-nowhere-else}]
"""


def _words() -> list[Scalar]:
    return [each for each in gc.get_objects() if type(each) is Scalar and each == "a-word-found-nowhere-else"]


def test_the_nodes_are_gone_when_the_map_is_linked() -> None:
    """They are most of the memory of a large map, and nobody asks for them any more."""
    project = Project({"map.yaml": SPEC})
    assert project.builds_on is None
    assert len(_words()) == 1
    assert next(iter(project.data_map.statements["gp"])).entry.note is not None
    assert _words() == []
    assert project.map_id == "study"


def test_what_was_made_in_a_pause_is_not_searched_right_after_it() -> None:
    """It counts as old; what is garbage then is still found by a full search."""

    class Circle:
        def __init__(self) -> None:
            self.itself = self

    with gc_paused():
        kept = [[each] for each in range(10_000)]
        Circle()
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_count()[0] < len(kept)
    gc.collect()
    assert not [each for each in gc.get_objects() if type(each) is Circle]


def test_a_pause_leaves_alone_what_somebody_froze() -> None:
    """A server that shares its memory with its children, for one."""
    gc.freeze()
    try:
        with gc_paused():
            pass
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()


def test_a_command_that_leaves_all_behind_says_all_and_does_what_was_put_off() -> None:
    """The process ends without freeing what it made, but not without its last words and its exit code."""
    program = (
        "import atexit, sys; atexit.register(print, 'put off'); sys.argv[1:] = ['validate', 'nowhere'];"
        " from dataflow.__main__ import main; print('begun'); main()"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (ran.returncode, ran.stdout) == (2, "begun\nput off\n")
    assert ran.stderr.startswith("dataflow: ")
