"""What a booking service says, as plain JSON values."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

ROOM = "hall"
FACILITY = "centre"


def city() -> Json:
    digits = {"pattern": "[0-9]{7}", "min_length": 7, "max_length": 7, "alphabet": "digits"}
    return {
        "id": "sample",
        "name": {"ja": "見本市"},
        "system_name": {"ja": "施設予約"},
        "languages": ["ja", "en"],
        "features": [],
        "contact": {"name": {"ja": "生涯学習課"}, "tel": "047-000-0000"},
        "registration_number": {"name": {"ja": "登録番号"}, **digits},
        "secret": {"name": {"ja": "暗証番号"}, **digits, "min_length": 4, "max_length": 4},
        "ask_secret_before_commit": True,
        "classes": [
            {
                "id": "public",
                "name": {"ja": "公民館"},
                "purposes": [{"id": "p", "name": {"ja": "会議"}}],
                "max_slots_per_use": 4,
            }
        ],
        "slot_patterns": [
            {
                "id": "hourly",
                "slots": [
                    {"from": f"{hour:02}:00", "until": f"{hour + 1:02}:00"} for hour in range(9, 13)
                ],
            }
        ],
        "registration": {
            "kinds": [{"id": "person", "name": {"ja": "個人"}, "holders": ["person"]}],
            "valid_years": 3,
            "renewable_months_before": 3,
            "at_kiosk": "complete",
            "email_required": True,
            "change_online": True,
            "delete_online": True,
            "reset_by_mail": True,
            "card_name": {"ja": "登録証"},
            "min_members": None,
        },
    }


def facilities() -> Json:
    room = {
        "id": ROOM,
        "name": {"ja": "ホール"},
        "class_id": "public",
        "capacity": 40,
        "fee": {"per_hour_yen": 500},
    }
    return {
        "facilities": [
            {
                "id": FACILITY,
                "name": {"ja": "見本センター"},
                "address": {"ja": "見本町一丁目"},
                "tel": "047-000-0001",
                "opening": {"ja": "9時から17時"},
                "closed": {"ja": "月曜日"},
                "rooms": [room],
            }
        ]
    }


def notices() -> Json:
    return {
        "notices": [
            {"id": "n1", "date": "2026-11-01", "title": {"ja": "休館"}, "body": {"ja": "臨時休館"}}
        ]
    }


def session() -> Json:
    return {
        "token": "token-1",
        "expires_at": "2026-11-20T09:00:00+09:00",
        "registrant": {
            "name": "さくら会",
            "number_tail": "4567",
            "standing": "active",
            "standing_since": None,
            "valid_until": "2028-03-31",
        },
    }


def confirmation() -> Json:
    return {"confirmation": "confirmed-1", "expires_at": "2026-11-20T08:02:00+09:00"}


def _booking() -> Json:
    return {
        "room_id": ROOM,
        "facility_id": FACILITY,
        "date": "2026-12-03",
        "first_slot": 1,
        "slot_count": 2,
        "from": "2026-12-03T10:00:00+09:00",
        "until": "2026-12-03T12:00:00+09:00",
        "purpose_id": "p",
        "people": 9,
        "fee_yen": 1000,
        "made_at": "2026-11-20T08:00:00+09:00",
        "status_url": "http://127.0.0.1/status/abc",
    }


def reservation(number: str = "R-1", state: str = "provisional", **other: Any) -> Json:
    return {
        **_booking(),
        "id": f"reservation-{number}",
        "number": number,
        "fee_lines": [{"name": {"ja": "使用料"}, "yen": 1000}],
        "state": state,
        "origin": "first_come",
        "payment_due": "2026-11-27T00:00:00+09:00",
        "pay_at": {"ja": "見本センター窓口"},
        "cancel_until": "2026-11-27T00:00:00+09:00",
        "cancellation_fee_yen": 0,
        "can": ["cancel"],
        **other,
    }


def application(number: str = "A-1", state: str = "applied", **other: Any) -> Json:
    return {
        **_booking(),
        "id": f"application-{number}",
        "number": number,
        "state": state,
        "token": "6f1c-22aa",
        "draw": {
            "draw_at": "2026-11-16T00:00:00+09:00",
            "result_from": "2026-11-18T00:00:00+09:00",
            "claim_from": "2026-11-18T00:00:00+09:00",
            "claim_until": "2026-11-26T00:00:00+09:00",
        },
        "lost_because": None,
        "can": ["cancel"],
        "reservation_id": None,
        **other,
    }


def city_month(month: str = "2026-12") -> Json:
    """The city's calendar of a month, out of order."""
    opening = {
        "kind": "first_come",
        "name": {"ja": "公民館"},
        "class_ids": ["public"],
        "from": f"{month}-01T08:30:00+09:00",
        "until": None,
        "use_month": "2027-01",
        "use_date": None,
        "what": {"ja": "先着順で受け付けます"},
    }
    rule = {"from": None, "id": "desk", "kind": "counter_only", "use_month": None}
    late = {"from": f"{month}-05T08:30:00+09:00", "id": "apply", "kind": "lottery_open"}
    return {
        "month": month,
        "events": [
            opening | rule,
            opening | rule | {"id": "a-later-step", "kind": "payment"},
            opening | late,
            opening | {"id": "opening"},
        ],
    }


def lotteries() -> Json:
    return {
        "items": [
            {
                "id": "public/2027-02",
                "name": {"ja": "公民館"},
                "class_ids": ["public"],
                "facility_ids": ["centre"],
                "use_from": "2027-02-01",
                "use_until": "2027-02-28",
                "opens": "2026-12-05T08:30:00+09:00",
                "closes": "2026-12-16T00:00:00+09:00",
                "draw_at": "2026-12-16T00:00:00+09:00",
                "result_from": "2026-12-18T00:00:00+09:00",
                "claim_from": None,
                "claim_until": None,
                "state": "coming",
            }
        ]
    }
