"""A student that compares: a first stage of BLIP-2 tells which of several answers fits a question about a picture.

ITM   the mean over the query tokens of "they belong together" against "they do not", picture and text seen together
ITC   the largest cosine of a query token and the text, seen apart, over the temperature that was learned
"""

from collections.abc import Sequence

from PIL import Image
from torch import Tensor

from models.blip2.loading import Asked, load_first_stage
from models.choices import Nature
from models.errors import BadQuestion
from models.huggingface.checkpoints import Hub
from models.huggingface.matching import matching_scorer
from models.huggingface.weighing import WeighingScorer
from models.records import Region
from models.registry import ModelOptions
from models.statements import STUDENT, chosen


class Blip2Matcher:
    """A loaded first stage; see `models.huggingface.matching.Matcher`."""

    def __init__(self, asked: Asked, name: str, by: Nature) -> None:
        self.mark_style = asked.teller.manner.mark_style
        self.most_regions = asked.teller.manner.regions
        self.stage = asked.stage
        self._asked = asked
        self._name = name
        self._by = by

    def see(self, image: Image.Image, regions: Sequence[Region]) -> Tensor:
        """Return what the vision encoder says of a picture [1, P, W]."""
        stage, teller, placement, _ = self._asked
        square = teller.square(image, regions)[None].to(placement.device)
        return stage.see(teller.numbers(square).to(placement.torch_dtype))

    def written(self, question: str, choice: str) -> str:
        """Return question and choice as the statement that the student was trained on, the choice alone without one."""
        teller = self._asked.teller
        text = chosen(question, choice, teller.manner.text)
        if (count := teller.pieces(text)) > teller.manner.pieces:
            raise BadQuestion(
                f"{self._name} reads a question and a choice of up to {teller.manner.pieces} pieces of words together, "
                f"and these have {count}. Write them shorter."
            )
        return text

    def weigh(self, seen: Tensor, texts: Sequence[str]) -> Tensor:
        """Return log-odds, or cosines over the temperature [T]."""
        stage, teller, placement, _ = self._asked
        words = teller.words(texts)
        numbers, mask = words.numbers.to(placement.device), words.mask.to(placement.device)
        if self._by == "itm":
            no, yes = stage.match(seen.expand(len(texts), -1, -1), numbers, mask).double().mean(1).unbind(-1)
            return yes - no
        alike = stage.compare_texts(numbers, mask).float() @ stage.compare_pictures(seen)[0].float().T
        return alike.amax(1) / stage.temperature.float()


def load_blip2_chooser(folder: str, options: ModelOptions, *, hub: Hub | None = None) -> WeighingScorer:
    """Load the student, to choose by ITC if the options say so. Raises ModelUnavailable for what cannot choose."""
    name = f"hf:{folder}"
    by: Nature = "itc" if options.chooses_by == "itc" else "itm"
    asked = load_first_stage(folder, name, options, text=STUDENT, hub=hub)
    return matching_scorer(name, Blip2Matcher(asked, name, by), by)
