"""What is true of every package of this program, wherever it is spoken of."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

#: In bytes.
LARGEST_PACKAGE: Final = 2**30
#: A version of our package: no epoch, and nothing a command could take for an option.
PackageVersion = Annotated[str, Meta(pattern=r"^[0-9][0-9A-Za-z.+~-]{0,39}\Z")]
#: Hexadecimal.
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
PackageSize = Annotated[int, Meta(ge=1, le=LARGEST_PACKAGE)]
#: Of the city's release key, hexadecimal; empty for none.
Signature = Annotated[str, Meta(pattern=r"^([0-9a-f]{128})?\Z")]
