"""Destinations of a sheet that stay right among those of other sheets.

WeasyPrint writes links within a document by the name of their target. Two threads may have the same names.
"""

from __future__ import annotations

import pydyf


def settle(pdf: pydyf.PDF) -> None:
    """Replace the names that links lead to by places; those of what moved to another sheet stay names."""
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    places = {name.string: place for name, place in zip(names[::2], names[1::2], strict=True)}
    for entry in pdf.objects:
        if isinstance(entry, dict) and entry.get("Subtype") == "/Link" and "Dest" in entry:
            entry["Dest"] = places.get(entry["Dest"].string, entry["Dest"])
