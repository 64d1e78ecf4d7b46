"""What is kept as it came."""

from typing import Any

#: A JSON object as it is kept in a row.
Json = dict[str, Any]
