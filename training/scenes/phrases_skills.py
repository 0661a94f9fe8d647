"""The wording of questions about position, number, negation and order.

{s} is the region asked about, {t} and {u} others, {those} and {either} lists ("[0] and [2]", "[0] or [2]"); {r} is a
relation ("to the left of"), {p} a verb phrase ("are happy"), {w} a feeling, {options} a list of clauses, {g} a gerund.
"""

WHETHER_PLACED: tuple[str, ...] = (
    "Is {s} {r} {t}?",
    "Is it true that {s} is {r} {t}?",
    "Would you say that {s} is {r} {t}?",
    "Do you see {s} {r} {t}?",
    "Am I right that {s} is {r} {t}?",
    "{s} is {r} {t}: yes or no?",
    "Can one say that {s} is {r} {t}?",
    "Somebody claims that {s} is {r} {t}. Is that so?",
    "If you compare the two, is {s} {r} {t}?",
)
WHERE: tuple[str, ...] = (
    "Where is {s} relative to {t}?",
    "Where do you find {s} in relation to {t}?",
    "In which direction from {t} is {s}?",
    "Start at {t}: where do you have to look for {s}?",
    "What is the position of {s} with respect to {t}?",
    "How are {s} and {t} placed?",
    "On which side of {t} is {s}?",
    "Describe where {s} is, compared with {t}.",
    "Looking at {t}, where would you then turn to see {s}?",
)
WHICH_PLACED: tuple[str, ...] = (
    "Which of {those} is {r}?",
    "Which one is {r}: {either}?",
    "Of {those}, which is {r}?",
    "Is it {either} that is {r}?",
    "Compare {those}. Which one is {r}?",
    "Among {those}, which one do you see {r}?",
    "Can you tell which of {those} is {r}?",
    "One of {those} is {r}. Name it.",
    "Judging by position and size, which of {those} is {r}?",
)
WHETHER_BETWEEN: tuple[str, ...] = (
    "Is {s} between {t} and {u}?",
    "Is it true that {s} is between {t} and {u}?",
    "Would you find {s} between {t} and {u}?",
    "Do {t} and {u} have {s} between them?",
    "Going from {t} to {u}, do you pass {s}?",
    "{s} is in the middle of {t} and {u}: yes or no?",
    "Is {s} the one in the middle, with {t} on one side and {u} on the other?",
    "Are {t} and {u} on different sides of {s}?",
)
NEAREST: tuple[str, ...] = (
    "Which is the nearest to {s}: {either}?",
    "Which of {those} is the nearest to {s}?",
    "What is closest to {s}: {either}?",
    "Of {those}, which is at the shortest distance from {s}?",
    "Measured from {s}, which of {those} comes first?",
    "Going out from {s}, which of {those} would you reach most quickly?",
    "Is it {either} that has the shortest way to {s}?",
    "Next to {s} there is one of {those}. Which one?",
    "Among {those}, which one is {s} closest to?",
)
HOW_MANY_POINTED: tuple[str, ...] = (
    "How many of {those} {p}?",
    "Of {those}, how many {p}?",
    "Count those of {those} that {p}.",
    "What is the number of those among {those} that {p}?",
    "Look at {those}. How many of them {p}?",
    "Take {those} together: how many {p}?",
    "Among {those}, how many {p}?",
    "{those}: how many of these {p}?",
    "If you only count those that {p}, how many of {those} are left?",
)
HOW_MANY_FEEL: tuple[str, ...] = (
    "Besides {s}, how many people feel like {s}?",
    "How many other people share the feeling of {s}?",
    "How many people are in the same mood as {s}, not counting {s}?",
    "Leave {s} out: how many others feel the same way?",
    "Of all the people except {s}, how many have the feeling of {s}?",
    "Count the people who feel just as {s} does, without {s}.",
    "What is the number of other people who feel like {s}?",
    "Look at the face of {s}. How many other faces show the same?",
)
HOW_MANY_LOOK: tuple[str, ...] = (
    "Besides {s}, how many people look {w}?",
    "How many people other than {s} are {w}?",
    "Not counting {s}, how many people seem {w}?",
    "Leave {s} out. How many {w} people are left?",
    "Apart from {s}, how many people look {w}?",
    "Count the {w} people without {s}.",
    "Ignore {s}: how many of the others are {w}?",
    "What is the number of {w} people if {s} does not count?",
)
HOW_MANY_BESIDE: tuple[str, ...] = (
    "How many people are {r} {s}?",
    "Count the people {r} {s}.",
    "What is the number of people {r} {s}?",
    "How many people do you see {r} {s}?",
    "Starting at {s}, how many people are on the {side}?",
    "If you look {r} {s}, how many people are there?",
    "How many people would {s} have on the {side} side of the frame?",
    "Of all the people, how many stand {r} {s}?",
)
NOT_WEARING: tuple[str, ...] = (
    "What is {s} not wearing: {options}?",
    "Which of these does {s} not wear, {options}?",
    "Of {options}, which one is not on {s}?",
    "What would you not find on {s}: {options}?",
    "One of these is not worn by {s}: {options}. Which?",
    "Which does not go with {s}: {options}?",
    "What does {s} not have on, {options}?",
    "Of these two, which is not what {s} wears: {options}?",
)
TRUE_THAT_NOT: tuple[str, ...] = (
    "Is it true that {s} is not {w}?",
    "{s} is not {w}. Is that right?",
    "Would you agree that {s} is not {w}?",
    "Can one say that {s} is not {w}?",
    "Am I right that {s} does not feel {w}?",
    "{s} does not look {w}: yes or no?",
    "Is it correct to say that {s} is anything but {w}?",
    "Somebody says that {s} is not {w}. Is that so?",
    "Could you confirm that {s} does not look {w}?",
)
NOT_SMILING: tuple[str, ...] = (
    "Which of {those} is not smiling?",
    "Who is not smiling: {either}?",
    "Of {those}, who does not smile?",
    "On whose face is there no smile: {either}?",
    "Who among {those} has no smile?",
    "All but one of {those} are smiling. Who is not?",
    "Which of {those} does not look cheerful?",
    "Is it {either} who is not smiling?",
    "Find the one of {those} who does not smile.",
)
NOT_HOLDING: tuple[str, ...] = (
    "What does {s} not have in the hands that {t} has?",
    "What is {t} holding that {s} is not?",
    "What is in the hands of {t} but not of {s}?",
    "Compare the hands of {s} and {t}: what is {s} not holding?",
    "Which thing does {s} lack that {t} is holding?",
    "Unlike {t}, {s} is not holding something. What?",
    "What does {t} have in the hands and {s} does not?",
    "What would {s} need in the hands to be like {t}?",
)
NO_HAT: tuple[str, ...] = (
    "What headgear does {s} not have that {t} has?",
    "Which headgear is on the head of {t} but not of {s}?",
    "Compare the heads of {s} and {t}: which headgear is {s} not wearing?",
    "What headgear does {t} wear and {s} does not?",
    "Unlike {t}, {s} has no headgear. What kind is missing?",
    "Which headgear does {s} lack that {t} has?",
    "What kind of headgear would {s} have to put on to be like {t}?",
    "The head of {t} is covered, that of {s} is not. By which headgear?",
)
PAST_OF: tuple[str, ...] = (
    "What happened earlier: {options}?",
    "Which of these came before what you see: {options}?",
    "What is already over, {options}?",
    "Which belongs to the past of {s}: {options}?",
    "Before this, was it that {options}?",
    "Going back in time, what do you find: {options}?",
    "One of these is over: {options}. Which one?",
    "Which one really happened before: {options}?",
    "Which came first and led to this: {options}?",
)
FUTURE_OF: tuple[str, ...] = (
    "What will {s} do next: {options}?",
    "Which is still to come for {s}: {options}?",
    "What comes later for {s}, {options}?",
    "A little later, will {s} {options}?",
    "What is more likely to follow for {s}: {options}?",
    "What is {s} going to do: {options}?",
    "Which of these lies ahead of {s}: {options}?",
    "Looking ahead, what do you expect of {s}: {options}?",
    "Soon {s} will do one of these: {options}. Which?",
)
FIRST_OF: tuple[str, ...] = (
    "What comes first for {s}: {options}?",
    "Which of these is {s} doing first: {options}?",
    "With which of these does {s} begin: {options}?",
    "Put in order for {s}, what comes first: {options}?",
    "If {s} does one of these first, is it {options}?",
    "What does {s} do before anything else: {options}?",
    "Two of these belong to {s}: {options}. Which is the earlier one?",
    "In the story of {s}, which is the earliest: {options}?",
)
ALREADY: tuple[str, ...] = (
    "Is {s} already {g}, or is that still to come?",
    "Has {s} started {g} yet, or does that come later?",
    "Is {g} something {s} does now or later?",
    "Think of {g}: is that now or later for {s}?",
    "Does {g} come later for {s}, or is it going on already?",
    "When is it that {s} is {g}, now or later?",
    "Would you say that {s} is {g} right now, or only afterwards?",
    "Now or later: when is {s} {g}?",
)
