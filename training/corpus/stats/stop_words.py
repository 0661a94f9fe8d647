"""English words that say nothing about what a text is about; clouds of words leave them out."""

_LINES = (
    "a about after all also although an and any are aren't as at be because been before being both but by can can't",
    "could couldn't did didn't do does doesn't doing don't each either else even every few for from get gets give",
    "given gives go goes going has hasn't have haven't having he he's her here hers herself him himself his how",
    "however i if in indicate indicates indicating into is isn't it it's its itself just like likely made make makes",
    "making many may maybe me might more most much must my no nor not of off often on once one only or other others",
    "our out over own perhaps possibly probably quite rather same say says see seem seems she she's should since so",
    "some someone something still such suggest suggesting suggests than that that's the their theirs them themselves",
    "then there there's these they they're this those though through thus to too toward towards under until up upon",
    "us very was wasn't we well were weren't what what's when where which while who who's whom whose why will with",
    "within without won't would wouldn't yet you your",
)
STOP_WORDS = frozenset(word for line in _LINES for word in line.split())
