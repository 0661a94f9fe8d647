"""The card of a student that learned from a corpus: what it is, what it learned from, and what nobody knows of it."""

from models.embedded.weights import StoredStudent
from training.embedded.stages import chain_rows, device_used

_MADE = """It learned to say what a corpus says, on {where}: {texts:,} texts about {scenes:,} pictures, {steps:,} steps
of {texts in a step} texts in {minutes} minutes ({threads} thread, {arithmetic}); a moving average of the weights is
kept. Texts that name regions by number: {named}. What of the eye learned: {eye}. It was told nothing but these texts:
no scene graph, and no label but whatever the corpus was filtered by.

| stage | seed | steps | minutes | learned from | scenes (split and seeds) |
|---|---:|---:|---:|---|---|
{chain}"""

_LIMITS = """- It says what its corpus would say, mistakes included, in its words: lower case, no full stop.
- **No confidence** comes with its answers. A confidence would have to be fitted on what is true, and a corpus does not
  tell that.
- Of several answers it gives each a share of belief: the mean log-probability of the answer's words over a temperature
  of 0.2, which was not fitted for it. The order means something, the size of the shares nothing.
- Its eye is that of the embedded verbalizers, who know drawn scenes only. {domain}
- It tells {regions} regions apart at once."""

_DETECTOR = "A picture that is unlike those that it learned from gets a note."
_NO_DETECTOR = "It learned from too few pictures to notice one that is not of its world."


def write_corpus_card(name: str, stored: StoredStudent, *, mebibytes: float) -> str:
    """Return the card as Markdown."""
    sizes = stored.settings.student
    training = stored.settings.training
    made = _MADE.format_map({**training, "where": device_used(training), "chain": chain_rows(stored.settings.chain)})
    domain = _DETECTOR if stored.domain else _NO_DETECTOR
    what = (
        f"Picture, regions and a question in; an answer and its rationale out. {sizes.vision_layers} layers look over "
        f"a {sizes.pixels}-pixel picture and up to {sizes.regions} regions, {sizes.reading_layers} read the question, "
        f"{sizes.speaking_layers} speak; {sizes.vocabulary} pieces of words. `model.safetensors` has {mebibytes:.1f} "
        "MiB."
    )
    parts = (
        f"# {name}",
        what,
        "## How it was made\n\n" + made,
        "## Limits\n\n" + _LIMITS.format(domain=domain, regions=sizes.regions),
    )
    return "\n\n".join(parts) + "\n"
