"""What may hang out of the printer is known after a crash, and where the disk takes nothing."""

from __future__ import annotations

from pathlib import Path

from printing.scrap import Scrap


def test_a_paper_that_broke_off_is_known_after_a_crash(tmp_path: Path) -> None:
    killed = Scrap(tmp_path)
    assert not killed.may_hang_out
    killed.begin()
    after = Scrap(tmp_path)
    assert after.may_hang_out
    after.begin()
    after.clear()
    assert not after.may_hang_out
    assert not Scrap(tmp_path).may_hang_out


def test_where_nothing_can_be_noted_the_running_program_still_knows(tmp_path: Path) -> None:
    for scrap in (Scrap(), Scrap(tmp_path / "not" / "there")):
        scrap.begin()
        assert scrap.may_hang_out
        scrap.clear()
        assert not scrap.may_hang_out
    assert list(tmp_path.iterdir()) == []
