"""README.txt: in the language of the book, whatever the target."""

from __future__ import annotations

import pytest

from pipeline.bundles import readme
from pipeline.targets import built_in, load
from pipeline.wording import wording
from pipeline.wording.catalogue import tags


def test_steps_are_messages_with_values_or_words() -> None:
    """The mails come last, and how many they are where they are several."""
    text = readme.text(load("kindle"), wording("de"), ["outbox-1.eml", "outbox-2.eml"])
    assert text.splitlines() == [
        "Gemacht für: Kindle",
        "",
        "amazon.com/sendtokindle öffnen, sich anmelden und die Dateien dort hochladen.",
        "",
        "Oder outbox-1.eml und outbox-2.eml mit dem Mailprogramm öffnen, die eigene Adresse bei Send to Kindle als Empfänger eintragen und absenden. Send to Kindle nimmt Mails nur von Adressen an, die dort zugelassen sind.",
        "",
        "Für eine Mail sind die Dateien zu groß: Sie gehen mit 2 Mails.",
    ]
    assert "mail" not in readme.text(load("kindle"), wording("en")).lower()


@pytest.mark.parametrize("language", tags())
def test_every_target_says_how_to_get_there(language: str) -> None:
    """In every language, with a step at least, and no braces left."""
    for name in built_in():
        text = readme.text(load(name), wording(language), ["outbox.eml"] if load(name).mail else [])
        assert text.count("\n\n") >= 1, name
        assert not set("{}") & set(text), name
