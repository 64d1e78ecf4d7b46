"""The vocabulary: what is a task, and that nothing else is."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.machine.tasks import (
    LONGEST_TASK,
    Answer,
    JoinWifi,
    KeepNetwork,
    Rotate,
    SaveLogs,
    SetBrightness,
    Task,
    UseAddress,
    UseProxy,
    Wrong,
    decode,
    decode_answer,
    encode,
)

TASKS: list[Task] = [
    UseAddress("enp1s0", "192.0.2.41", 24, "192.0.2.1", ("192.0.2.53",)),
    JoinWifi("wlp2s0", "ロビー", "wpa-psk", "correct horse"),
    JoinWifi("wlp2s0", "guest", "open"),
    UseProxy("http://proxy.example.lg.jp:8080"),
    UseProxy(""),
    Rotate("rotate-270"),
    KeepNetwork(),
    SaveLogs(),
]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: type(task).__name__)
def test_a_task_arrives_as_it_was_sent(task: Task) -> None:
    assert decode(encode(task)) == task


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('{"task":"run","command":"id"}', ""),
        ('{"task":"save_logs","path":"/etc"}', ""),
        ('{"task":"rotate"}', ""),
        ('{"task":"rotate","rotation":"sideways"}', "$.rotation"),
        ('{"task":"set_brightness","percent":0}', "$.percent"),
        ('{"task":"set_brightness","percent":"80"}', "$.percent"),
        ('{"task":"set_volume","percent":101}', "$.percent"),
        ('{"task":"use_dhcp","link":"--help"}', "$.link"),
        ('{"task":"use_dhcp","link":"eth0/../../x"}', "$.link"),
        ('{"task":"use_dhcp","link":"eth0\\n"}', "$.link"),
        ('{"task":"use_address","link":"eth0","address":"192.0.2.999","prefix":24}', ""),
        ('{"task":"use_address","link":"eth0","address":"192.0.2.0","prefix":24}', ""),
        ('{"task":"use_address","link":"eth0","address":"192.0.2.4","prefix":31}', "$.prefix"),
        (
            '{"task":"use_address","link":"eth0","address":"192.0.2.4","prefix":24,'
            '"gateway":"198.51.100.1"}',
            "",
        ),
        ('{"task":"join_wifi","link":"wlan0","ssid":"a","security":"wpa-psk"}', ""),
        (
            '{"task":"join_wifi","link":"wlan0","ssid":"a","security":"sae","password":"x\\n[a]"}',
            "$.password",
        ),
        ('{"task":"join_wifi","link":"wlan0","ssid":"' + "部" * 11 + '","security":"open"}', ""),
        ('{"task":"use_proxy","address":"http://me:secret@proxy:8080"}', "$.address"),
        ('{"task":"use_proxy","address":"http://proxy:0"}', ""),
        ('{"task":"calibrate","matrix":[0,0,0,0,0,0]}', ""),
        ('{"task":"calibrate","matrix":[1,0,0,0,1]}', "$.matrix"),
        ("[]", ""),
        ("", ""),
        ("[" * 3000, ""),
    ],
)
def test_what_is_not_exactly_a_task_is_refused_by_its_place(line: str, field: str) -> None:
    assert decode(line.encode() + b"\n") == Wrong("not_a_task", field)


def test_a_line_has_an_end_and_is_one() -> None:
    assert decode(b'{"task":"save_logs"}') == Wrong("not_one_line")
    assert decode(b'{"task":"save_logs"}\n{"task":"shut_down"}\n') == Wrong("not_one_line")
    assert decode(b" " * LONGEST_TASK + b"\n") == Wrong("too_long")


@given(st.binary(max_size=200))
def test_no_bytes_raise(line: bytes) -> None:
    assert isinstance(decode(line + b"\n"), (Wrong, *get_args(Task)))


def test_a_password_is_in_no_repr_and_in_no_refusal() -> None:
    assert "hunter2hunter2" not in repr(JoinWifi("wlan0", "a", "sae", "hunter2hunter2"))
    line = b'{"task":"join_wifi","link":"wlan0","ssid":"a","security":"x","password":"hunter22"}\n'
    assert "hunter22" not in repr(decode(line))


def test_a_darker_glass_than_can_be_seen_is_no_task() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"task": "set_brightness", "percent": 5}, SetBrightness)


def test_an_answer_is_read_or_is_none() -> None:
    answer = Answer(ok=True, code="done", detail={"seconds": 60.0})
    assert decode_answer(encode(answer)) == answer
    for line in (b"", b"{}", b'{"ok":true,"code":"NO"}', b'{"ok":1,"code":"done"}', b"\xff\n"):
        assert decode_answer(line) is None
