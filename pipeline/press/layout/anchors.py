"""Destinations and identifiers of a sheet that stay right among those of other sheets.

WeasyPrint writes links within a document by the name of their target, and table headers by the number of their
element. Two threads may have the same names.
"""

from __future__ import annotations

import pydyf


def settle(pdf: pydyf.PDF, prefix: str) -> None:
    """Replace the names that links lead to by places, and prefix identifiers."""
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    places = {name.string: place for name, place in zip(names[::2], names[1::2], strict=True)}
    for entry in pdf.objects:
        if not isinstance(entry, dict):
            continue
        if entry.get("Subtype") == "/Link" and "Dest" in entry:
            entry["Dest"] = places[entry["Dest"].string]
        if "ID" in entry:
            entry["ID"].string = f"{prefix}-{entry['ID'].string}"
