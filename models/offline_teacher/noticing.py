"""Read what a caption says: who or what it is, the face, what is held, the pose, and whom or what it is near to."""

import re
from typing import Literal, NamedTuple

from models.offline_teacher.lore import Feeling, Lore, find_lore, tokens_of
from models.offline_teacher.material import Part
from models.records import Box

Kind = Literal["person", "animal", "thing"]

# Who is meant by which noun: an age, or a profession.
_AGES = {
    "toddler": ("toddler", "baby", "infant"),
    "child": ("child", "kid", "boy", "girl", "youngster"),
    "senior": ("senior", "elderly person", "older person", "elderly man", "elderly woman", "old man", "old woman",
               "grandmother", "grandfather"),
    "adult": ("adult", "grown-up", "man", "woman", "lady", "guy", "person", "player", "bride", "groom", "somebody"),
}  # fmt: skip
JOBS = (
    "chef", "doctor", "police officer", "teacher", "firefighter", "farmer", "waiter", "nurse", "cook", "policeman",
)  # fmt: skip
_FACES: dict[Feeling, str] = {
    "scared": r"pale(?! (?:blue|green|dog))|sweating|frightened|trembling|scared|afraid|terrified|worried",
    "sad": r"crying|tearful|weeping|tears|sad|unhappy|sobbing",
    "angry": r"frowning|scowling|red-faced|frown|angry|furious|annoyed",
    "surprised": r"open-mouthed|astonished|gaping|open mouth|wide open mouth|surprised|amazed|raised brows",
    "happy": r"smiling|beaming|grinning|smile|laughing|happy|cheerful|joyful|rosy",
    "calm": r"calm|relaxed|quiet|straight mouth|peaceful|serious",
}
_POSES = {
    "cheering": r"raising both arms|both arms in the air|arms raised",
    "reaching": r"reaching (?:out|up)|hand reaching",
    "pointing": r"pointing",
    "hands at the face": r"hands (?:at the cheeks|to the face)|at the cheeks",
    "running": r"\brunning(?! down\b)",
    "hands on hips": r"hands on the hips",
    "waving": r"\bwaving",
    "crossed arms": r"crossed arms|crossing (?:both|the) arms",
    "thinking": r"hand at the chin|resting the chin",
    "hugging": r"hugging|arms around somebody",
    "hiding hands": r"behind the back",
    "calling": r"shouting|calling out",
    "clapping": r"clapping",
    "kneeling": r"kneeling",
    "sitting": r"\bsitting",
    "crouching": r"crouching",
    "throwing": r"swinging one arm|swung forward|throwing",
}
_TRACES = {
    "wet": r"dripping with water|wet all over|\bwet\b",
    "muddy": r"covered in mud|spattered with mud",
    "bandaged": r"bandaged?s?\b",
    "scraped": r"scraped? (?:knee|on)|red scrape",
    "backpack": r"backpack",
    "cape": r"in a cape|with a cape",
    "party hat": r"party hat",
    "crown": r"golden crown",
}
_COLOURS = "red|blue|green|yellow|purple|orange|pink|white|black|brown|grey|golden"
_LEAD = re.compile(r"^(?:this is |here we see |one can see |we see |there is )?|(?: can be seen)$")
_TAIL = re.compile(
    r"^(?P<head>.*?),? (?P<relation>held by|in the hands? of|that an? |above the head of|next to|beside|behind"
    r"|to the left of|to the right of|in front of) (?P<other>.+)$"
)
_PLACE = re.compile(
    r" (?:in|on|at|among|under|by|while) (?:a |an |the )?"
    r"(?:park|street|beach|sand|playground|farm|campsite|station|kitchen|classroom|living room|hospital room|hospital"
    r"|restaurant|trees|evening|sunset|night|dark|daylight|day|rain|snow"
    r"|dry weather|clear sky)\b.*$"
)
_HELD = re.compile(
    r"(?:holding|carrying|\bwith|holds) (?P<held>(?:an?|the|half|some) (?:(?!holding|carrying).)+?)"
    r"(?= (?:in an?|in the|wearing|dressed|with|and|while)\b|,|$)"
)
_CLOTHES = re.compile(rf"\b(?:in|wearing|dressed in) ((?:an? )?(?:dark )?(?:{_COLOURS})? ?[\w'-]+)")
_HAIR = re.compile(
    rf"\bwith ((?:an? )?(?:[\w-]+ )?(?:{_COLOURS}|blond|blonde) (?:hair|bob|braids|pony tail|pigtails|afro|mohawk))"
)


class Noticed(NamedTuple):
    """What one region shows, as far as its caption tells. `name` is the shortest way to call it, without article.

    `job` is a profession. `lore` is what is known of a thing or animal; `held` is the same of what a person holds, and
    `held_name` its words. `relation` and `other` tell whom or what it is near to.
    """

    part: Part
    kind: Kind
    name: str
    noun: str
    age: str = ""
    job: str = ""
    feeling: Feeling | None = None
    pose: str = ""
    trace: str = ""
    look: str = ""
    lore: Lore | None = None
    held: Lore | None = None
    held_name: str = ""
    relation: str = ""
    other: str = ""

    @property
    def box(self) -> Box:
        return self.part.box

    @property
    def is_person(self) -> bool:
        return self.kind == "person"

    @property
    def is_young(self) -> bool:
        return self.age in ("child", "toddler")


def notice(part: Part) -> Noticed | None:
    """Return what a caption tells of its region; None for one that names nobody and nothing known."""
    text = " ".join(_LEAD.sub("", part.caption.lower().strip(" .")).split())
    tail = _TAIL.match(text)
    head = tail["head"] if tail else text
    relation, other = (tail["relation"].strip(), tail["other"]) if tail else ("", "")
    head = _PLACE.sub("", f"{head} ").strip()
    person = _person_in(head)
    lore = find_lore(head)
    if person and not (lore and _comes_first(lore, person[0], head)):
        return _person(part, head, person, relation, other)
    if lore is None:
        return None
    kind: Kind = "animal" if lore.animal else "thing"
    return Noticed(part, kind, _thing_name(head, lore), lore.spoken, lore=lore, relation=relation, other=other)


def face_in(text: str) -> Feeling | None:
    """Return the feeling that a text tells, by its first word about a face."""
    first: tuple[int, Feeling] | None = None
    for feeling, words in _FACES.items():
        match = re.search(rf"\b(?:{words})\b", text)
        if match and (first is None or match.start() < first[0]):
            first = match.start(), feeling
    return first[1] if first else None


def person_in(text: str) -> tuple[str, str, str] | None:
    """Return noun, age and job of the first person that a text names."""
    return _person_in(text.lower())


def _person_in(text: str) -> tuple[str, str, str] | None:
    found = []
    for age, nouns in _AGES.items():
        found += [(match.start(), -len(noun), noun, age, "") for noun in nouns if (match := _noun(noun).search(text))]
    found += [(match.start(), -len(job), job, "adult", job) for job in JOBS if (match := _noun(job).search(text))]
    return min(found)[2:] if found else None


def _noun(noun: str) -> re.Pattern[str]:
    return re.compile(rf"\b{noun}\b(?!'| hat| officer)") if noun != "police officer" else re.compile(rf"\b{noun}\b")


def _comes_first(lore: Lore, noun: str, head: str) -> bool:
    """Return whether a phrase is about a thing that somebody is only mentioned with ("a ball of a child")."""
    words = {word for words in lore.words for word in words.split() if word in tokens_of(head) and len(word) > 2}
    first = min(map(head.find, words), default=-1)
    return 0 <= first < head.find(noun)


def _person(part: Part, head: str, person: tuple[str, str, str], relation: str, other: str) -> Noticed:
    noun, age, job = person
    feeling = face_in(head)
    held = _held(head)
    clothes, hair = _CLOTHES.search(head), _HAIR.search(head)
    dress = clothes[1] if clothes and not job and not find_lore(clothes[1]) else ""
    before = re.match(rf"(?:an? |the )?(.*?)\b{noun}\b", head)
    adjective = before[1].strip() if before and len(before[1].split()) <= 2 else ""
    return Noticed(
        part,
        "person",
        f"{adjective} {noun}".strip(),
        noun,
        age=age,
        job=job,
        feeling=feeling,
        pose=_first(_POSES, head),
        trace=_first(_TRACES, head),
        look=f"in {dress}" if dress else f"with {hair[1]}" if hair else "",
        held=held[0] if held else None,
        held_name=held[1] if held else "",
        relation=relation,
        other=other,
    )


def _held(head: str) -> tuple[Lore, str] | None:
    for match in _HELD.finditer(head):
        lore = find_lore(match["held"])
        if lore and not lore.animal:
            return lore, re.sub(r"^(?:an?|the|some) ", "", match["held"])
    return None


def _thing_name(head: str, lore: Lore) -> str:
    """Return a thing in few words: its colour and noun where the words are many."""
    plain = re.sub(r"^(?:an?|the|some) ", "", head)
    if len(plain.split()) <= 3:
        return plain
    colour = re.search(rf"\b({_COLOURS})\b", plain)
    return f"{colour[1]} {lore.spoken}" if colour and plain.startswith(colour[1]) else lore.spoken


def _first(table: dict[str, str], text: str) -> str:
    found = [(match.start(), name) for name, words in table.items() if (match := re.search(words, text))]
    return min(found)[1] if found else ""
