"""Which training scenes belong to whom. Two trunks never see the same picture, or what one of them got wrong would
be known to the other.

Only the trunk of the students is taught causes; what verbalizes, proposes and criticises sees other scenes and is told
what can be seen in them (DESIGN.md, "the drawn world").
"""

STUDENTS = range(100_000)
VERBALIZERS = range(100_000, 200_000)
CRITICS = range(200_000, 300_000)
# Of the closed loop (`training/reproduction`): what the teacher writes about, and what is written by hand.
CORPORA = range(300_000, 400_000)
HAND_MADE = range(400_000, 500_000)


def seeds_text(seeds: range) -> str:
    """Return seeds as a card names them: "train 0 to 23999"."""
    return f"train {seeds.start} to {seeds.stop - 1}"
