"""What fuzzing found stays mended, and each reader was fuzzed for as long as the page says."""

from pathlib import Path

import pytest
from robustness.counts import FUZZED, read_count
from robustness.fuzz.readers import READERS

FOUND = sorted((Path(__file__).parent / "fuzz/found").glob("*.bin"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found_is_mended(path: Path) -> None:
    """The reader does with the input what it must do with any."""
    READERS[path.stem.rpartition("-")[0]].read(path.read_bytes())


@pytest.mark.parametrize("name", READERS)
def test_each_reader_takes_what_it_is_given_to_begin_with(name: str) -> None:
    for seed in READERS[name].seeds()[:5]:
        READERS[name].read(seed)


def test_each_reader_was_fuzzed() -> None:
    assert READERS.keys() == FUZZED.keys()
    for name, (_, minutes, inputs) in FUZZED.items():
        count = read_count(f"fuzz-{name}")
        assert count["minutes"] >= minutes
        assert count["executions"] >= inputs
        assert count["edges"] > 0
