"""Ask what is not the case; the words never tell which of two answers it is."""

from collections.abc import Iterator

from training.scenes.asking import can_be_asked
from training.scenes.features import SHARED_GRIP, hat_of, held_by, in_a_row, people_clear, top_of
from training.scenes.graph import COLOURS, FEELINGS, Entity, Feeling
from training.scenes.phrases import FEELING_SIGNS, FEELING_WORDS, with_article
from training.scenes.phrases_skills import NO_HAT, NOT_HOLDING, NOT_SMILING, NOT_WEARING, TRUE_THAT_NOT
from training.scenes.stories import STORIES
from training.scenes.telling import SceneQuestion, Teller


def negation_questions(teller: Teller) -> Iterator[SceneQuestion]:
    """Yield one question of each form that the people shown allow."""
    people = people_clear(teller)
    if not people:
        return
    for ask in (_not_wearing, _true_that_not, _not_smiling, _not_holding, _no_hat):
        question = ask(teller, people)
        if question:
            yield question


def _not_wearing(teller: Teller, people: list[Entity]) -> SceneQuestion | None:
    dressed = [each for each in people if top_of(each)]
    if not dressed:
        return None
    one = teller.rng.choice(dressed)
    worn = sorted({each.colour for each in teller.graph.entities if each.kind == "person" and each.colour})
    # What somebody else here wears, where it differs, so that a look at the picture as a whole does not tell either.
    here = [colour for colour in worn if colour != one.colour]
    wrong = teller.rng.choice(here or [colour for colour in COLOURS if colour != one.colour])
    colours = [str(one.colour), wrong]
    teller.rng.shuffle(colours)
    garment, s = top_of(one), teller.name(one)
    options = in_a_row([f"{with_article(colour)} {garment}" for colour in colours], "or")
    answers = [f"{s} is not wearing {with_article(wrong)} {garment}"]
    reasons = [f"the {garment} of {s} is {one.colour}"]
    return teller.ask("negation", one, NOT_WEARING, answers, reasons, options=options)


def _true_that_not(teller: Teller, people: list[Entity]) -> SceneQuestion | None:
    """Deny of one what holds for another: each feeling is denied as often rightly as wrongly."""
    entities = teller.graph.entities
    felt: list[Feeling] = [feeling for feeling in FEELINGS if any(each.feeling == feeling for each in entities)]
    one = teller.rng.choice(people)
    others: list[Feeling] = [feeling for feeling in felt if feeling != one.feeling]
    if one.feeling is None or not others:
        return None
    s, true = teller.name(one), teller.rng.random() < 0.5
    word = teller.rng.choice(FEELING_WORDS[teller.rng.choice(others) if true else one.feeling])
    answers = [f"{'yes' if true else 'no'}, {s} is {each}" for each in FEELING_WORDS[one.feeling]]
    signs = [sign.format(S=s) for sign in FEELING_SIGNS[one.feeling]]
    return teller.ask("negation", one, TRUE_THAT_NOT, answers, signs, w=word)


def _not_smiling(teller: Teller, people: list[Entity]) -> SceneQuestion | None:
    """Ask for the only one of two to four who does not smile."""
    smiling = [each for each in people if each.feeling == "happy"]
    rest = [each for each in people if each.feeling not in (None, "happy")]
    if not smiling or not rest:
        return None
    one = teller.rng.choice(rest)
    named = [one, *teller.rng.sample(smiling, teller.rng.randint(1, min(3, len(smiling))))]
    teller.rng.shuffle(named)
    names = [teller.name(each) for each in named]
    reasons = [FEELING_SIGNS[one.feeling or "calm"][0].format(S=teller.name(one))]
    answers = [f"{teller.name(one)} is not smiling"]
    those, either = in_a_row(names, "and"), in_a_row(names, "or")
    return teller.ask("negation", named[0], NOT_SMILING, answers, reasons, those=those, either=either)


def _not_holding(teller: Teller, people: list[Entity]) -> SceneQuestion | None:
    entities = teller.graph.entities
    held = held_by(teller.graph)
    nouns = {who: {entities[thing].noun for thing, each in held.items() if each == who} for who in held.values()}
    pairs = [
        (thing, one, other)
        for thing, holder in sorted(held.items())
        for other in people
        for one in people
        if other.index == holder and one.index != holder and can_be_asked(entities[thing])
        if one.situation not in SHARED_GRIP
        if len(nouns[holder]) == 1 and entities[thing].noun not in nouns.get(one.index, set())
    ]
    if not pairs:
        return None
    thing, one, other = teller.rng.choice(pairs)
    s, t, what = teller.name(one), teller.name(other), teller.name(entities[thing])
    reasons = [f"{what} is in the hands of {t}"]
    return teller.ask("negation", one, NOT_HOLDING, [f"{s} is not holding {what}"], reasons, t=t)


def _no_hat(teller: Teller, people: list[Entity]) -> SceneQuestion | None:
    wrapped = ("headscarf", "turban")
    bare = [each for each in people if each.hat is None and each.hair_style not in wrapped and not _is_bandaged(each)]
    covered = [each for each in people if each.hat not in (None, "bow")]  # a bow covers nothing
    if not bare or not covered:
        return None
    one, other = teller.rng.choice(bare), teller.rng.choice(covered)
    s, t, hat = teller.name(one), teller.name(other), with_article(hat_of(other) or "")
    reasons = [f"{t} has {hat} on the head"]
    return teller.ask("negation", one, NO_HAT, [f"{s} is not wearing {hat}"], reasons, t=t)


def _is_bandaged(entity: Entity) -> bool:
    role = STORIES[entity.situation].cast.get(entity.role_in_situation)
    return role is not None and role.attire == "bandaged"
