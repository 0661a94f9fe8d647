"""Ask about several regions at once: which of them it is, what goes on between them, what they share."""

from collections.abc import Iterator, Sequence

from training.scenes.asking import can_be_denied, may_both_hold, shows_hair
from training.scenes.features import (
    Feature,
    alone,
    clear_shown,
    clothes_feature,
    colour_feature,
    feeling_feature,
    feeling_word,
    held_by,
    in_a_row,
    kind_feature,
    parts_in,
    people_clear,
)
from training.scenes.graph import Entity
from training.scenes.phrases import FEELING_SIGNS, FEELING_WORDS
from training.scenes.phrases_groups import CAUSE, GOING_ON, IN_COMMON, ODD, ODD_FEELING, WHICH, WHO
from training.scenes.telling import SceneQuestion, Teller
from training.scenes.temporal import gerund

MOST = 5  # regions in one question
_KINDS = {"person": "people", "animal": "animals", "object": "things"}


def group_questions(teller: Teller) -> Iterator[SceneQuestion]:
    """Yield the questions that name two to five regions; each kind of question at most a few times for a scene."""
    if len(clear_shown(teller)) < 2:
        return
    yield from _which_has(teller)
    for ask in (_which_holds, _which_does, _which_caused, _odd_one, _odd_feeling, _going_on, _in_common):
        question = ask(teller)
        if question:
            yield question


def ask_which(
    teller: Teller,
    right: Entity,
    others: Sequence[Entity],
    phrasings: tuple[Sequence[str], Sequence[str]],
    texts: tuple[Sequence[str], Sequence[str]],
    *,
    type_: str = "which",
    **words: str,
) -> SceneQuestion:
    """Ask which of `right` and some of the `others` it is, in random order.

    `phrasings` are those for all kinds and those for people only; `texts` are the verb phrases that hold for `right`
    alone, the first of which is asked for, and the reasons.
    """
    count = teller.rng.randint(1, min(MOST - 1, len(others)))
    named = [right, *teller.rng.sample(list(others), count)]
    teller.rng.shuffle(named)
    names = [teller.name(entity) for entity in named]
    everybody = all(entity.kind == "person" for entity in named)
    phrases, reasons = texts
    return teller.ask(
        type_,
        named[0],
        phrasings[everybody],
        [f"{teller.name(right)} {phrase}" for phrase in phrases],
        reasons,
        only_first=True,
        those=in_a_row(names, "and"),
        either=in_a_row(names, "or"),
        p=phrases[0],
        **words,
    )


def _which_has(teller: Teller) -> Iterator[SceneQuestion]:
    """Ask up to twice for the one that feels, is or wears something."""
    features: list[Feature] = []
    for entity in clear_shown(teller):
        name = teller.name(entity)
        drawn = [make(entity, name) for make in (feeling_feature, kind_feature, clothes_feature, colour_feature)]
        features += [feature for feature in drawn if feature]
    teller.rng.shuffle(features)
    asked = 0
    for feature in features:
        others = [each for each in clear_shown(teller) if each.index != feature.entity.index and feature.excludes(each)]
        if others and asked < 2:
            asked += 1
            phrases = list(feature.phrases)
            teller.rng.shuffle(phrases)
            yield ask_which(teller, feature.entity, others, (WHICH, WHO), (phrases, [feature.sign]))


def _which_holds(teller: Teller) -> SceneQuestion | None:
    """Ask who of the people shown holds a thing shown."""
    shown = {entity.index: entity for entity in clear_shown(teller)}
    pairs = [(thing, who) for thing, who in held_by(teller.graph).items() if thing in shown and who in shown]
    if not pairs:
        return None
    thing, who = teller.rng.choice(pairs)
    others = [entity for entity in people_clear(teller) if entity.index != who]
    if not others:
        return None
    held, right = teller.name(shown[thing]), shown[who]
    reasons = [f"{held} is in the hands of {teller.name(right)}", f"the arms of {teller.name(right)} reach to {held}"]
    return ask_which(teller, right, others, (WHICH, WHO), ([f"is holding {held}"], reasons))


def _which_does(teller: Teller) -> SceneQuestion | None:
    """Ask who does, wants or will do what only one of them does."""
    people = people_clear(teller)
    teller.rng.shuffle(people)
    for right in people:
        told = teller.told(right)
        field, lead = teller.rng.choice((("doing", "is"), ("wants", "wants to"), ("after", "will")))
        texts = alone(getattr(told, field), right.role_in_situation)
        texts = [text for text in texts if can_be_denied((text if field == "doing" else gerund(text)) or "being")]
        if not texts:
            continue
        text = teller.rng.choice(texts)
        others = [each for each in people if each.situation != right.situation and not _may_hold(teller, text, each)]
        if others:
            phrase = f"{lead} {text}".format(**{right.role_in_situation: teller.name(right)})
            reasons = teller.filled(told.evidence, teller.happening_of(right))
            return ask_which(teller, right, others, (WHICH, WHO), ([phrase], reasons))
    return None


def _may_hold(teller: Teller, text: str, other: Entity) -> bool:
    """Return whether what is told of somebody may be true of another one, too."""
    return any(may_both_hold(text, true) for texts in teller.told(other) for true in texts)


def _which_caused(teller: Teller) -> SceneQuestion | None:
    """Ask which region is why somebody feels so: it plays a part in a cause, the others belong to other stories."""
    shown = {entity.index: entity for entity in clear_shown(teller)}
    moved = [entity for entity in people_clear(teller) if entity.feeling not in (None, "calm")]
    teller.rng.shuffle(moved)
    for one in moved:
        happening = teller.happening_of(one)
        causes = [
            (shown[index], [text for text in teller.told(one).why if part in parts_in(text)])
            for part, index in happening.members.items()
            if index in shown and index != one.index
        ]
        causes = [(cause, texts) for cause, texts in causes if texts]
        others = [entity for entity in clear_shown(teller) if entity.situation != one.situation]
        if causes and others and one.feeling:
            right, texts = teller.rng.choice(causes)
            word = teller.rng.choice(FEELING_WORDS[one.feeling])
            reasons = teller.filled(texts, happening)
            phrases = (["is the reason"], reasons)
            others = others[: MOST - 2]
            return ask_which(teller, right, others, (CAUSE, CAUSE), phrases, t=teller.name(one), w=word)
    return None


def _odd_one(teller: Teller) -> SceneQuestion | None:
    """Ask for the one that is a person, an animal or a thing while all others are of one other kind."""
    kinds = {kind: [each for each in clear_shown(teller) if each.kind == kind] for kind in _KINDS}
    pairs = [(one, many) for one in _KINDS for many in _KINDS if one != many and kinds[one] and len(kinds[many]) > 1]
    if not pairs:
        return None
    one, many = teller.rng.choice(pairs)
    right = teller.rng.choice(kinds[one])
    count = teller.rng.randint(2, min(MOST - 1, len(kinds[many])))
    reasons = [f"the others are {_KINDS[many]}", f"{teller.name(right)} is {_of_kind(one)}"]
    return _ask_odd(teller, right, teller.rng.sample(kinds[many], count), ODD, ("is not like the others", reasons))


def _of_kind(kind: str) -> str:
    return {"person": "a person", "animal": "an animal", "object": "a thing"}[kind]


def _odd_feeling(teller: Teller) -> SceneQuestion | None:
    """Ask for the one who feels different while all others feel the same."""
    people = people_clear(teller)
    teller.rng.shuffle(people)
    for right in people:
        for like in people:
            same = [each for each in people if each.feeling == like.feeling]
            if like.feeling != right.feeling and like.feeling and right.feeling and len(same) > 1:
                reasons = [
                    FEELING_SIGNS[right.feeling][0].format(S=teller.name(right)),
                    f"the others are {feeling_word(like.feeling)}",
                ]
                return _ask_odd(teller, right, same[: MOST - 1], ODD_FEELING, ("feels different", reasons))
    return None


def _ask_odd(
    teller: Teller, right: Entity, same: Sequence[Entity], phrasings: tuple[str, ...], texts: tuple[str, list[str]]
) -> SceneQuestion:
    named = [right, *same]
    teller.rng.shuffle(named)
    names = [teller.name(entity) for entity in named]
    answers = [f"{teller.name(right)} {texts[0]}"]
    those, either = in_a_row(names, "and"), in_a_row(names, "or")
    return teller.ask("which", named[0], phrasings, answers, texts[1], those=those, either=either)


def _going_on(teller: Teller) -> SceneQuestion | None:
    """Ask what two of one story do; what either of them does is right."""
    actors = [entity for entity in clear_shown(teller) if teller.told(entity).doing]
    pairs = [(a, b) for a in actors for b in actors if a.index != b.index and a.situation == b.situation]
    pairs = [(a, b) for a, b in pairs if "person" in (a.kind, b.kind)]
    if not pairs:
        return None
    first, second = teller.rng.choice(pairs)
    happening = teller.happening_of(first)
    answers = [
        text
        for one in (first, second)
        for text in teller.filled(teller.told(one).doing, happening, lead=f"{teller.name(one)} is ")
    ]
    reasons = teller.filled((*teller.told(first).evidence, *teller.told(second).evidence), happening)
    return teller.ask("action", first, GOING_ON, answers, reasons, t=teller.name(second))


def _in_common(teller: Teller) -> SceneQuestion | None:
    """Ask which one of three traits two or three people share."""
    people = [each for each in people_clear(teller) if each.colour and shows_hair(each)]
    groups = [[a, b] for a in people for b in people if a.index < b.index]
    groups += [[a, b, c] for a, b in groups for c in people if b.index < c.index]
    teller.rng.shuffle(groups)
    chosen: dict[str, list[Entity]] = {}
    for group in groups:
        shared = [trait for trait, values in _traits(group).items() if len(values) == 1]
        if len(shared) == 1:
            chosen.setdefault(shared[0], group)
    if not chosen:
        return None
    trait = teller.rng.choice(sorted(chosen))
    group = chosen[trait]
    teller.rng.shuffle(group)
    traits = list(_traits(group))
    teller.rng.shuffle(traits)
    names = in_a_row([teller.name(each) for each in group], "and")
    value = next(iter(_traits(group)[trait]))
    reasons = {
        "the feeling": f"{names} are {value}",
        "the hair colour": f"{names} have {value} hair",
        "the clothing colour": f"{names} are dressed in {value}",
    }
    answers = [f"{names} share the same {trait.removeprefix('the ')}"]
    return teller.ask(
        "which", group[0], IN_COMMON, answers, [reasons[trait]], those=names, traits=in_a_row(traits, "or")
    )


def _traits(group: Sequence[Entity]) -> dict[str, set[str | None]]:
    return {
        "the feeling": {each.feeling and feeling_word(each.feeling) for each in group},
        "the hair colour": {each.hair for each in group},
        "the clothing colour": {each.colour for each in group},
    }
