"""Receipts survive whatever happens between the tap and the paper."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from printing import durable
from printing.drivers.memory import MemoryPrinter
from printing.press import page, print_kept
from printing.printer import COVER_OPEN, NO_PAPER, READY, NotPrinted, Printed
from printing.receipts.blocks import Code, ReceiptKind
from printing.spool import NotKept, Spool, SpooledReceipt, SpoolState, unprinted
from tests.printing.samples import JST, SAMPLES
from ui.wording.words import PaperWords

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=JST)
RECEIPT = SAMPLES[ReceiptKind.RESERVATION](PaperWords("ja"))
OTHER = SAMPLES[ReceiptKind.CANCELLATION](PaperWords("en"))


class PowerCut(BaseException):
    """The machine stops here. No ``except Exception`` may live on after it."""


def spool_in(folder: Path) -> Spool:
    return Spool(folder, lambda: NOW)


def keep(spool: Spool, receipt=RECEIPT) -> SpooledReceipt:
    number = spool.next_number()
    assert isinstance(number, int)
    kept = spool.new(number, receipt)
    assert spool.keep(kept) is None
    return kept


def test_a_kept_receipt_is_there_after_a_restart(tmp_path):
    kept = keep(spool_in(tmp_path))
    assert spool_in(tmp_path).pending().receipts == (kept,)
    assert kept == SpooledReceipt(1, RECEIPT, NOW, SpoolState.WAITING)


def test_oldest_first(tmp_path):
    spool = spool_in(tmp_path)
    kept = [keep(spool, receipt) for receipt in (RECEIPT, OTHER, RECEIPT)]
    assert list(spool.pending().receipts) == kept


def test_a_finished_receipt_waits_no_more_and_can_be_printed_again_for_a_while(tmp_path):
    spool = spool_in(tmp_path)
    kept = keep(spool)
    spool.finish(kept)
    spool.finish(kept)
    assert spool.pending().receipts == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["last-number.json", "printed"]
    (code,) = (block for block in kept.receipt.blocks if isinstance(block, Code))
    assert spool.printed(code.value) == kept
    assert spool.printed("R-0000-000000") is None
    assert spool_in(tmp_path).next_number() == kept.number + 1
    spool.purge(kept.created - timedelta(days=3), kept.created)
    assert spool.printed(code.value) == kept
    spool.purge(kept.created - timedelta(days=3), kept.created + timedelta(hours=1))
    assert spool.printed(code.value) is None


def test_numbers_go_on_after_a_restart(tmp_path):
    first = keep(spool_in(tmp_path))
    spool_in(tmp_path).finish(first)
    assert spool_in(tmp_path).next_number() == 2


@pytest.mark.parametrize("damage", [b"", b'{"la', b"[]", b'{"last": "many"}'])
def test_numbers_are_not_used_twice_when_their_file_is_damaged(tmp_path, damage):
    spool = spool_in(tmp_path)
    for _ in range(3):
        keep(spool)
    (tmp_path / "last-number.json").write_bytes(damage)
    assert spool_in(tmp_path).next_number() == 4


def test_a_file_torn_at_any_byte_is_set_aside_and_named(tmp_path):
    spool = spool_in(tmp_path)
    other = keep(spool, OTHER)
    whole = tmp_path / "00000002.receipt.json"
    keep(spool)
    data = whole.read_bytes()
    for length in range(0, len(data), 7):
        whole.write_bytes(data[:length])
        pending = spool_in(tmp_path).pending()
        assert pending.receipts == (other,)
        assert pending.set_aside == ("00000002.receipt.json.damaged",)
        assert (tmp_path / pending.set_aside[0]).read_bytes() == data[:length]


@pytest.mark.parametrize("trouble", [errno.EMFILE, errno.EIO, errno.ENOENT])
def test_what_cannot_be_read_just_now_is_not_taken_for_damaged(tmp_path, monkeypatch, trouble):
    """Also not what came out, and was taken off the disk, between seeing its name and reading."""
    spool = spool_in(tmp_path)
    kept = keep(spool)

    def fails(_: Path) -> bytes:
        raise OSError(trouble, os.strerror(trouble))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", fails)
        pending = spool.pending()
        assert (pending.receipts, pending.set_aside) == ((), ())
    assert spool.pending().receipts == (kept,)


def test_a_file_of_another_program_is_set_aside(tmp_path):
    (tmp_path / "notes.receipt.json").write_text(json.dumps({"number": 1, "receipt": {}}))
    assert spool_in(tmp_path).pending().set_aside == ("notes.receipt.json.damaged",)


def stop_at(step: int, error: Callable[[], BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the ``step``-th thing that is asked of the disk from now on fail."""
    count = iter(range(1000))

    def before(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            if next(count) == step:
                raise error()
            return real(*arguments, **options)

        return call

    monkeypatch.setattr(durable.os, "fsync", before(os.fsync))
    monkeypatch.setattr(durable.os, "open", before(os.open))
    monkeypatch.setattr(Path, "open", before(Path.open))
    monkeypatch.setattr(Path, "replace", before(Path.replace))
    monkeypatch.setattr(Path, "unlink", before(Path.unlink))


STEPS = range(6)  # open, fsync, rename, open the folder, fsync it; one more: nothing fails


@pytest.mark.parametrize("step", STEPS)
def test_a_power_cut_while_keeping_leaves_all_or_nothing(tmp_path, step):
    spool = spool_in(tmp_path)
    first = keep(spool)
    number = spool.next_number()
    with pytest.MonkeyPatch.context() as patched:
        stop_at(step, PowerCut, patched)
        second = spool.new(number, OTHER)
        try:
            assert spool.keep(second) is None
        except PowerCut:
            second = None
    pending = spool_in(tmp_path).pending()
    assert pending.set_aside == ()
    assert pending.receipts[0] == first
    assert [kept.receipt for kept in pending.receipts[1:]] in ([], [OTHER])
    if second is not None:
        assert pending.receipts == (first, second)
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.parametrize("step", STEPS)
def test_a_power_cut_while_beginning_never_loses_the_receipt(tmp_path, step):
    spool = spool_in(tmp_path)
    kept = keep(spool)
    with pytest.MonkeyPatch.context() as patched:
        stop_at(step, PowerCut, patched)
        with suppress(PowerCut):
            spool.begin(kept)
    (found,) = spool_in(tmp_path).pending().receipts
    assert found.receipt == RECEIPT
    assert found.state in SpoolState


@pytest.mark.parametrize("step", STEPS)
def test_a_power_cut_while_finishing_leaves_it_pending_or_gone(tmp_path, step):
    spool = spool_in(tmp_path)
    kept = keep(spool)
    with pytest.MonkeyPatch.context() as patched:
        stop_at(step, PowerCut, patched)
        with suppress(PowerCut):
            spool.finish(kept)
    assert spool_in(tmp_path).pending().receipts in ((), (kept,))


@pytest.mark.parametrize("step", range(3))
def test_a_full_disk_is_told_and_harms_nothing(tmp_path, step):
    spool = spool_in(tmp_path)
    first = keep(spool)
    number = spool.next_number()
    with pytest.MonkeyPatch.context() as patched:
        stop_at(step, lambda: OSError(errno.ENOSPC, "No space left on device"), patched)
        outcome = spool.keep(spool.new(number, OTHER))
    assert isinstance(outcome, NotKept)
    assert "No space left" in outcome.why
    assert spool_in(tmp_path).pending().receipts == (first,)


def test_a_full_disk_gives_no_number(tmp_path):
    spool = spool_in(tmp_path)
    with pytest.MonkeyPatch.context() as patched:
        stop_at(0, lambda: OSError(errno.ENOSPC, "No space left on device"), patched)
        assert isinstance(spool.next_number(), NotKept)


def test_a_receipt_leaves_the_spool_when_the_printer_said_so(tmp_path):
    spool, printer = spool_in(tmp_path), MemoryPrinter()
    kept = keep(spool)
    assert print_kept(kept, spool, printer) == Printed(READY)
    assert spool.pending().receipts == ()
    assert printer.pages[0].png() == page(RECEIPT, printer).png()


def test_a_receipt_that_did_not_come_out_stays(tmp_path):
    spool, printer = spool_in(tmp_path), MemoryPrinter(status=NO_PAPER)
    kept = keep(spool)
    assert print_kept(kept, spool, printer) == NotPrinted(NO_PAPER)
    assert spool.pending().receipts == (kept,), "nothing of it was sent"


def test_what_may_be_half_on_paper_is_printed_whole_and_says_so(tmp_path):
    spool, printer = spool_in(tmp_path), MemoryPrinter()
    printer.while_printing = lambda: printer.set_status(COVER_OPEN)
    print_kept(keep(spool), spool, printer)
    printer.while_printing = lambda: None
    printer.set_status(READY)
    (found,) = spool_in(tmp_path).pending().receipts
    assert print_kept(found, spool, printer) == Printed(READY)
    assert [one.receipt for one in printer.pages] == [RECEIPT.reprinted()]
    assert spool.pending().receipts == ()


def test_a_receipt_that_broke_off_is_remembered_as_begun(tmp_path):
    spool, printer = spool_in(tmp_path), MemoryPrinter()
    printer.while_printing = lambda: printer.set_status(COVER_OPEN)
    assert print_kept(keep(spool), spool, printer) == NotPrinted(COVER_OPEN, begun=True)
    (found,) = spool_in(tmp_path).pending().receipts
    assert found.state is SpoolState.BEGUN


def test_a_power_cut_while_printing_is_remembered_as_begun(tmp_path):
    def cut() -> None:
        raise PowerCut

    spool, printer = spool_in(tmp_path), MemoryPrinter()
    printer.while_printing = cut
    with pytest.raises(PowerCut):
        print_kept(keep(spool), spool, printer)
    (found,) = spool_in(tmp_path).pending().receipts
    assert found.state is SpoolState.BEGUN
    assert printer.pages == []


def test_a_receipt_that_cannot_be_removed_is_still_printed(tmp_path):
    spool, printer = spool_in(tmp_path), MemoryPrinter()
    kept = keep(spool)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "unlink", raises_read_only)
        patched.setattr(Path, "replace", raises_read_only)
        assert not spool.finish(kept)
        assert print_kept(kept, spool, printer) == Printed(READY)


def raises_read_only(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


def test_a_full_disk_does_not_keep_the_paper_back(tmp_path):
    spool, printer = spool_in(tmp_path), MemoryPrinter()
    kept = keep(spool)
    with pytest.MonkeyPatch.context() as patched:
        stop_at(0, lambda: OSError(errno.ENOSPC, "No space left on device"), patched)
        outcome = print_kept(kept, spool, printer)
    assert outcome == Printed(READY)


KEEPING = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from printing.receipts.blocks import Big, Receipt, ReceiptKind
from printing.spool import Spool

spool = Spool(Path(sys.argv[1]), datetime.now)
receipt = Receipt(ReceiptKind.RESERVATION, tuple(Big("0" * 200) for _ in range(50)))
while True:
    number = spool.next_number()
    kept = spool.new(number, receipt)
    assert spool.keep(kept) is None
    print(number, flush=True)
    if number % 2:
        spool.finish(kept)
"""


def test_a_killed_kiosk_loses_no_receipt_that_was_kept(tmp_path):
    """Killed for real, again and again, at whatever byte it happened to be writing."""
    told: list[int] = []
    for lines in (1, 4, 9, 15):
        program = subprocess.Popen(
            [sys.executable, "-c", KEEPING, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        with program:
            assert program.stdout is not None
            told += [int(program.stdout.readline()) for _ in range(lines)]
            program.kill()
            told += [int(line) for line in program.stdout.read().split()]
    pending = spool_in(tmp_path).pending()
    assert pending.set_aside == ()
    found = {kept.number for kept in pending.receipts}
    assert {number for number in told if number % 2 == 0} <= found
    assert len(told) == len(set(told)), "a running number was used twice"


def test_what_is_older_than_a_moment_is_purged_damaged_files_too(tmp_path):
    spool = spool_in(tmp_path)
    old = keep(spool)
    damaged = tmp_path / "00000002.receipt.json.damaged"
    damaged.write_bytes(b"{")
    os.utime(damaged, (NOW.timestamp(), NOW.timestamp()))
    later = Spool(tmp_path, lambda: NOW + timedelta(hours=2))
    assert later.keep(later.new(3, RECEIPT)) is None
    spool.purge(NOW)
    assert len(list(tmp_path.glob("*.receipt.json*"))) == 3, "nothing is older than that"
    spool.purge(NOW + timedelta(hours=1))
    assert [kept.number for kept in spool.pending().receipts] == [3]
    assert not damaged.exists()
    assert spool.next_number() > old.number


def test_another_process_sees_what_waits_and_changes_nothing(tmp_path):
    spool = spool_in(tmp_path)
    kept = keep(spool)
    (tmp_path / "00000002.receipt.json").write_bytes(b"{")
    (tmp_path / "00000003.receipt.json.tmp").write_bytes(b"{")
    before = sorted(path.name for path in tmp_path.iterdir())
    assert unprinted(tmp_path) == (kept,)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert unprinted(tmp_path / "nowhere") == ()
