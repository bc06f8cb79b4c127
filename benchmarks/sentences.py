"""Readable nonsense: sentences with slots, and the words that go into them. Whoever fills them decides by a seed."""

from __future__ import annotations

from random import Random

AUTHORS = (
    ("Wren Oakley 🪡", "wren_oakley"), ("Ottoline Pask", "ottoline_p"), ("Dov Hartmann", "dovhartmann"),
    ("Imke van Loon", "imkevanloon"), ("Sabela Rey 🐚", "sabela_rey"), ("Teo Lindqvist", "teo_lq"),
    ("Marguerite Quill", "mquill"), ("Anselm Brook", "anselmbrook"), ("Yuki Tanabe", "yuki_tanabe"),
    ("Farah Idris", "farahidris"), ("Bram Coster", "bramcoster"), ("Hollis Grey", "hollis_grey"),
)  # fmt: skip

SLOTS = {
    "thing": (
        "the harbour clock", "a bread oven", "the lock gate", "an old lighthouse lens", "the town's one printing press",
        "a beehive in January", "the ferry timetable", "a slate roof", "the rope walk", "the weather station",
        "a cello's sound post", "the village well", "a dry-stone wall", "the tram depot", "a barometer",
    ),
    "place": (
        "on the north quay", "behind the school", "two valleys over", "in the old customs house", "above the tannery",
        "at the end of the towpath", "in my grandmother's kitchen", "under the railway arches", "by the salt pans",
        "on an island nobody can spell", "in the reading room", "outside the observatory",
    ),
    "person": (
        "the keeper", "a retired surveyor", "my neighbour", "the apprentice", "an organ builder", "the night porter",
        "a beekeeper with nine hives", "the last cooper in town", "the archivist", "a ferryman",
        "the miller's daughter",
    ),
    "tool": (
        "a plumb line", "two mirrors", "a ledger from 1911", "wet string", "a borrowed theodolite", "beeswax",
        "a tuning fork", "chalk and patience", "a bicycle pump", "the back of an envelope", "a pair of dividers",
    ),
    "number": ("three", "seven", "eleven", "nineteen", "forty", "some two hundred", "fifty-two", "a dozen", "nine"),
    "time": (
        "before breakfast", "in the winter of 1954", "after the second flood", "every leap year",
        "for most of a decade",
        "until the paint dried", "while the kettle boiled", "between two tides", "on the first dry day of March",
    ),
    "quality": (
        "stubborn", "surprisingly quiet", "slower than it looks", "older than the map", "cheap to mend", "out of true",
        "impossible to photograph", "kinder to the hands", "a little too clever", "warmer on the inside",
    ),
}  # fmt: skip

OPENINGS = (
    "A few notes on {thing} {place}, and on what {person} taught me about it.",
    "Why is {thing} {quality}? I asked {person}, and it took {number} letters to find out.",
    "Everybody walks past {thing} {place}. Here is what they miss.",
    "How {person} repaired {thing} with {tool} {time}.",
    "I spent {number} days with {thing}. It turns out to be {quality}.",
    "The story of {thing}, told by {person}, who was there {time}.",
    "What {tool} can tell you about {thing}, if you let it.",
)

SENTENCES = (
    "The first thing that {person} will tell you is that {thing} was never meant to stand {place}.",
    "It had been {quality} from the start, and nobody minded {time}.",
    "There are {number} ways to measure this, and all of them begin with {tool}.",
    "I did not believe it either, so I went to look for myself {place}.",
    "Once you have seen {thing} taken apart, you hear it differently.",
    "What looks like ornament is doing the work; what looks like work is mostly there for show.",
    "Someone had written the answer into the margin {time}, in pencil, and then rubbed out half of it.",
    "{person_} keeps {number} of them in a drawer and will not say where the others went.",
    "A small error here grows with every turn, and after {number} turns the whole of it is {quality}.",
    "The drawings say oak. It is not oak.",
    "If you only remember one part of this, let it be {tool}.",
    "Water always finds the one joint that was made on a Friday.",
    "They tried iron, then bronze, then {tool}, and in the end simply moved {thing} a little to the left.",
    "None of this is in the guidebook, which gives {thing} a single line and gets the year wrong.",
    "You can check this yourself: stand {place}, close one eye, and count to {number_}.",
    "The difference is about the width of a thumbnail, which is enough to make a door {quality}.",
    "It works for the same reason that a loaf rises: because something inside it wants more room.",
    "When {person} died, the knowledge went with the toolbox to an auction {place}.",
    "I have since met {number} people who remember the noise it made {time}.",
    "The trick is to do nothing at all for as long as you can bear it, and then to be quick.",
    "On paper the load runs straight down; in fact it wanders, pauses, and comes out {place}.",
    "That is also why {thing} leans: it was right once, and the ground was not.",
    "A good joint is quiet. A bad one talks {time}.",
    "It cost as much as {number} cows, and the council paid for it in barley.",
    "Ask {person} about this and you will be given tea, a chair, and a lecture on {tool}.",
    "The records stop there, and begin again in another hand, {quality} and without a word of explanation.",
)

CLOSINGS = (
    "That is all I know about {thing}. If you know more, tell {person}.",
    "Go and see it before it is mended.",
    "Thanks for reading this far. Next time: {thing}, and why it is {quality}.",
)

EMPHASIS = ("This is *not* what {person} expected.", "The word to look for is **datum**, and it is {quality}.")

LISTS = (
    ("What you need:", ("{tool}", "an afternoon {place}", "somebody to hold the other end")),
    ("In order:", ("find {thing}", "wait {time}", "write down what {person} says", "be {quality} about it")),
    ("Three things that are not true:", ("that {thing} was built {time}", "that it is {quality}", "that anyone asked")),
)

EAST_ASIAN = (
    "港の時計は三分遅れている。誰も直さないのは、船もまた三分遅れて出るからだ。",
    "石を積む人は言う。二つの石の上に一つ、一つの石の上に二つ。それだけで千年もつ。",
    "古い井戸の水は冷たく、夏の朝には霧のように息をする。",
    "老鐘匠說，聽不見的部分才是鐘的聲音。我們在山下等了一個下午。",
    "面包师把秘密写在墙上，面粉盖住了它，没有人再去擦。",
    "灯台の光は二十海里先まで届くと言うが、届いた先で何を照らすのかは書いていない。",
)

CODE = (
    "def drift(hours, rate=0.02):\n    # minutes lost, as the keeper counts them\n    return hours * rate * 60",
    'for stone in wall:\n    if stone.rests_on(2):\n        continue\n    print(f"row {stone.row}: look again")',
    "SELECT year, count(*) AS floods\nFROM ledger\nWHERE level > 4.2\nGROUP BY year\nORDER BY floods DESC;",
    "$ tide --port north-quay --days 3 | grep high\n06:12  4.1 m\n18:40  4.3 m",
    "type Joint = { angle: number; quiet: boolean };\nconst good = joints.filter((j) => j.quiet && j.angle < 92);",
)

EMOJI = (
    "🧵", "👇", "🔥", "🐝", "🍞", "🌊", "🕰️", "🔧", "📏", "📜", "⚓", "🚲", "🐚", "🌧️", "❄️", "🧭", "🔭", "🪨", "🪵", "🎻",
    "👀", "😅", "🤔", "🙏", "🎉", "✨", "💡", "☕", "📷", "🗺️", "❤️", "✅", "➡️", "1️⃣", "2️⃣", "3️⃣", "🇳🇱", "🇯🇵", "🇵🇹", "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "👍🏽", "👩‍🔧", "👨🏿‍🔬", "🧑‍🌾", "👩🏻‍🏫", "🏳️‍🌈", "🐻‍❄️", "👁️‍🗨️",
)  # fmt: skip

FOOTER = """
• • •

Missing some Tweet in this thread? You can try to
force a refresh
Post
Share
Email
Keep Current with
{name}
Stay in touch and get notified when new unrolls are available from this author!
Add to "My Authors"
Read all threads
This Thread may be Removed Anytime!
Save this thread as PDF
Try unrolling a thread yourself!
Follow @ThreadReaderApp to mention us!
More from @{handle}
Did Thread Reader help you today?
"""
"""The end of a page of Thread Reader."""


def fill(random: Random, sentence: str) -> str:
    """The sentence with a word of their kind in its slots ("{person_}" and "{number_}": with and without a capital)."""
    words = {slot: random.choice(choices) for slot, choices in SLOTS.items()}
    words["person_"] = words["person"].capitalize()
    words["number_"] = words["number"].removeprefix("some ")
    return sentence.format(**words)
