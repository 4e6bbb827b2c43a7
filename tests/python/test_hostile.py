"""Files made to do harm, and files that were harmed: a clear end, soon, in little memory."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "campaigns"))
import mutate_files


def test_damaged_files_end_with_an_answer_or_a_clear_error(tmp_path: Path) -> None:
    """The short form; the long one is tests/campaigns/mutate_files.py."""
    counts, wrong, _ = mutate_files.run(42, seed=7, keep=tmp_path)
    assert wrong == []
    assert counts.total() == 42
    ended = {outcome for _, outcome in counts}
    assert {"findings", "refused"} <= ended
