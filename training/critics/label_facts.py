"""What is known of the labels that a critic learned from, for its card and for whoever swaps it in."""

from pydantic import Field

from models.records import Record


class AgreementFact(Record):
    """Krippendorff's alpha of a criterion with its 95 % interval; None where there is nothing to compute it from."""

    alpha: float | None = None
    low: float | None = None
    high: float | None = None


class LabelFacts(Record):
    """Where labels come from (`source`, in words), by which `rule` they were made and what it says, and what is known
    of those who judged.

    `raters` and `judgements` are None where a file does not tell. `guidelines` counts judgements by the version of what
    raters were told. `left_out` counts what gave no label by the reason, `twice` the candidates that had several labels
    and got one of all.
    """

    source: str
    rule: str
    meaning: str = ""
    raters: int | None = None
    judgements: int | None = None
    guidelines: dict[str, int] = Field(default_factory=dict)
    agreement: dict[str, AgreementFact] = Field(default_factory=dict)
    left_out: dict[str, int] = Field(default_factory=dict)
    twice: int = 0

    @property
    def in_words(self) -> str:
        """Who gave the labels to what, in one line."""
        people = "people" if self.raters is None else f"{self.raters} people"
        return f"labels of {people}: {self.source}"
