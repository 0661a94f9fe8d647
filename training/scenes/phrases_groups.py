"""The wording of questions that name several regions.

{those} is "[0], [2] and [4]", {either} "[0], [2] or [4]", {p} what holds for one of them ("is sad"), {w} a feeling,
{traits} a list of traits, {t} another region.
"""

WHICH: tuple[str, ...] = (
    "Which of {those} {p}?",
    "Of {those}, which one {p}?",
    "Which one {p}: {either}?",
    "Is it {either} that {p}?",
    "Among {those}, which {p}?",
    "Only one of {those} {p}. Which one?",
    "Can you tell which of {those} {p}?",
    "Look at {those}. Which one {p}?",
    "Point out the one of {those} that {p}.",
    "Suppose one of {those} {p}. Which one must it be?",
)
WHO: tuple[str, ...] = (
    "Who {p}: {either}?",
    "Who among {those} {p}?",
    "Of {those}, who {p}?",
    "Which of {those} {p}?",
    "Among {those}, who do you think {p}?",
    "Is it {either} who {p}?",
    "Look at {those}. Who {p}?",
    "One of {those} {p}. Who is it?",
    "Can you see who {p}, {either}?",
    "Find the person who {p} among {those}.",
)
CAUSE: tuple[str, ...] = (
    "Which of {those} is the reason that {t} is {w}?",
    "{t} is {w}. Does that have to do with {either}?",
    "What makes {t} {w}: {either}?",
    "Because of which of {those} is {t} {w}?",
    "Which of {those} caused the feeling of {t}?",
    "Is it {either} that made {t} {w}?",
    "To which of {those} does {t} owe the feeling?",
    "Take away one of {those} and {t} would not be {w}. Which one?",
    "Among {those}, what is behind the mood of {t}?",
)
ODD: tuple[str, ...] = (
    "Which of {those} is not like the others?",
    "Which one is the odd one out: {either}?",
    "Which of {those} stands out from the rest?",
    "{those}: which one does not fit in?",
    "One of {those} differs from the others. Which one?",
    "Which of {those} does not belong to the same kind?",
    "Is it {either} that is unlike the others?",
    "Look at {those}. Which is the exception?",
)
ODD_FEELING: tuple[str, ...] = (
    "Which of {those} feels different from the others?",
    "Who does not share the feeling of the others: {either}?",
    "All but one of {those} feel the same. Who is it that does not?",
    "Whose mood stands out among {those}?",
    "Which of {those} has another feeling than the rest?",
    "Look at the faces of {those}. Which one does not match?",
    "Is it {either} who is in another mood than the others?",
    "Among {those}, who feels unlike everybody else?",
)
GOING_ON: tuple[str, ...] = (
    "What is going on between {s} and {t}?",
    "What is happening between {s} and {t}?",
    "What are {s} and {t} busy with?",
    "What brings {s} and {t} together?",
    "Tell me what {s} and {t} are up to.",
    "Look at {s} and {t}: what is happening there?",
    "What do you see {s} and {t} doing?",
    "Describe what {s} and {t} are doing.",
    "How would you sum up what {s} and {t} do?",
)
IN_COMMON: tuple[str, ...] = (
    "What do {those} have in common: {traits}?",
    "Which is the same for {those}: {traits}?",
    "In what are {those} alike, {traits}?",
    "Compare {those}. Which do they share: {traits}?",
    "{those} have one thing in common. Is it {traits}?",
    "What do {those} share, {traits}?",
    "Where do {those} agree: in {traits}?",
    "What is it that makes {those} alike, {traits}?",
    "Only one of these is the same for {those}: {traits}. Which one?",
)
