"""OpenAPI links: which answer leads on to which call, for readers and testers of the document."""

from __future__ import annotations

from typing import Any

_ID = "$response.body#/id"
_KEY = {"key": "$request.header.Idempotency-Key"}
_WRITE = "/v1/writes/{key}"
_APPLICATION = "/v1/lottery-applications/{application_id}"
_RESERVATION = "/v1/reservations/{reservation_id}"

#: (path, method, status) → name → (path, method, parameters).
_LINKS: dict[tuple[str, str, str], dict[str, tuple[str, str, dict[str, str]]]] = {
    ("/v1/reservations", "post", "201"): {
        "cancel": (f"{_RESERVATION}/cancel", "post", {"reservation_id": _ID}),
        "whatBecameOfIt": (_WRITE, "get", _KEY),
    },
    ("/v1/lottery-applications", "post", "201"): {
        "cancel": (f"{_APPLICATION}/cancel", "post", {"application_id": _ID}),
        "claim": (f"{_APPLICATION}/claim", "post", {"application_id": _ID}),
        "waive": (f"{_APPLICATION}/waive", "post", {"application_id": _ID}),
        "whatBecameOfIt": (_WRITE, "get", _KEY),
    },
    ("/v1/staff/reservations", "post", "201"): {
        "takePayment": (
            "/v1/staff/reservations/{number}/payment",
            "post",
            {"number": "$response.body#/number"},
        ),
    },
}


def add_links(paths: dict[str, Any]) -> None:
    """Puts the links into the paths of a document."""
    for (path, method, status), links in _LINKS.items():
        paths[path][method]["responses"][status]["links"] = {
            name: {
                "operationId": paths[target][target_method]["operationId"],
                "parameters": parameters,
            }
            for name, (target, target_method, parameters) in links.items()
        }
