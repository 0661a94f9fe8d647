"""Where questions with several answers come from: files of answers, saved conversations, models that are asked now."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.annotate_pictures import PictureFolder
from app.commands.annotate_place import Place
from app.commands.compare_models import Rivals
from models.errors import BadPicture, BadSetting

if TYPE_CHECKING:
    from annotation.files_items import Placed
    from annotation.pairs import Asked, Compared
    from models.corpus_files.lines import BadLine
    from models.judging import Candidate
    from training.corpus.demo.questions import DrawnQuestions

_PICTURES_PER_PAIR, _MORE_PICTURES = 4, 20
_NEEDS = {"answers": ("id", "question", "answer"), "rationales": ("id", "question", "rationale")}


class AnswerFiles:
    """Files of answers whose lines belong together that have the same id; `of_regions`, those about the same box."""

    def __init__(self, place: Place, images: Path | None, kind: "Compared", *, of_regions: bool = False) -> None:
        self._pictures = PictureFolder(place, images)
        self._kind: Compared = kind
        self._of_regions = of_regions
        self.bad: list[tuple[Path, BadLine]] = []

    def read(self, files: Sequence[Path]) -> "list[Asked]":
        """Return the questions that two files or more answer. Raises BadSetting for a file that cannot be read."""
        texts: defaultdict[str, dict[str, Candidate]] = defaultdict(dict)
        for file, name in zip(files, _names_of(files), strict=True):
            for each in self._placed(file, needs=_NEEDS.get(self._kind, ("id", "answer"))):
                model = str(each.candidate.origin.get("model") or name)
                if model in texts[each.candidate.id]:
                    raise BadSetting(
                        f"Two files have an answer of {model!r} to {each.candidate.id!r}; name one of them."
                    )
                texts[each.candidate.id][model] = self._with_question(each)
        return [self._asked(name, by_model) for name, by_model in texts.items() if len(by_model) > 1]

    def questions(self, file: Path, rivals: Rivals) -> "list[Asked]":
        """Return the questions of a file, for models to answer."""
        return [self._to_ask(each, rivals) for each in self._placed(file, needs=("id", "question"))]

    def _placed(self, file: Path, *, needs: tuple[str, ...]) -> "Iterator[Placed]":
        from annotation.files_items import place
        from models.corpus_files.lines import BadLine
        from models.corpus_files.reading import read_candidates
        from models.corpus_files.region_captions import read_region_captions

        for found in read_region_captions(file) if self._of_regions else read_candidates(file, needs):
            if isinstance(found, BadLine):
                self.bad.append((file, found))
                continue
            try:
                yield self._named(place(found, self._pictures.find(found)))
            except (BadPicture, ValueError) as problem:
                self.bad.append((file, BadLine(found.line, str(problem).rstrip("."))))

    def _named(self, each: "Placed") -> "Placed":
        """Return a caption of a region under an id that is the same whatever a file calls the picture."""
        if not self._of_regions:
            return each
        sides = ", ".join(f"{side:g}" for side in each.candidate.regions[0].box)
        name = f"{each.candidate.image_id} at {sides}"
        return each._replace(candidate=each.candidate.model_copy(update={"id": name}))

    def _with_question(self, each: "Placed") -> "Candidate":
        from annotation.pairs import caption_question

        if self._kind != "captions" or each.candidate.qar.question.strip():
            return each.candidate
        question = caption_question(each.candidate.regions)
        return each.candidate.model_copy(update={"qar": each.candidate.qar.model_copy(update={"question": question})})

    def _asked(self, name: str, by_model: "dict[str, Candidate]") -> "Asked":
        from annotation.pairs import Asked
        from models.errors import BadQuestion

        images = {each.image_id for each in by_model.values()}
        first = min(images)

        def say(model: str) -> "Candidate":
            if len(images) > 1:
                raise BadQuestion("the texts are about different pictures")
            return by_model[model]

        return Asked(name, first, tuple(by_model), say, partial(self._pictures.keep, first))

    def _to_ask(self, each: "Placed", rivals: Rivals) -> "Asked":
        from annotation.pairs import Asked
        from models.records import Question

        given = each.candidate
        question = Question(image_id=given.image_id, text=given.qar.question, regions=given.regions)

        @cache
        def say(model: str) -> "Candidate":
            return rivals.say(model, self._pictures.pixels(given.image_id), question, given.origin)

        return Asked(given.id, given.image_id, rivals.names, say, partial(self._pictures.keep, given.image_id))


def _names_of(files: Sequence[Path]) -> list[str]:
    """Return what files are called that are called differently: by themselves, or by their folders."""
    stems = [file.stem for file in files]
    return stems if len(set(stems)) == len(stems) else [file.absolute().parent.name for file in files]


def from_conversations(place: Place) -> "list[Asked]":
    """Return everybody's questions that a student and a teacher have answered."""
    from app.sending_pairs import asked_of

    return [asked_of(turn) for turn in place.store.turns_answered_twice()]


def from_drawn_world(place: Place, rivals: Rivals, *, seed: int, pairs: int) -> "Iterator[Asked]":
    """Yield questions about drawn pictures, for models to answer; more than enough unless these always say the same."""
    from training.corpus.demo.questions import drawn_questions

    for _, drawn in zip(range(_PICTURES_PER_PAIR * pairs + _MORE_PICTURES), drawn_questions(seed), strict=False):
        keep = partial(_keep_drawn, place, drawn)
        yield from (_drawn(drawn, number, rivals, keep) for number in range(len(drawn.asked)))


def _drawn(drawn: "DrawnQuestions", number: int, rivals: Rivals, keep: Callable[[], None]) -> "Asked":
    from annotation.pairs import Asked
    from training.evaluation.marking import is_slot_right, is_strictly_right

    asked = drawn.asked[number]

    @cache
    def say(model: str) -> "Candidate":
        origin = {"question_type": asked.type, "seed": drawn.seed}
        text = rivals.say(model, drawn.picture.image, drawn.questions[number], origin)
        right, nearly = is_strictly_right(text.qar.answer, asked), is_slot_right(text.qar.answer, asked)
        truth = "right" if right else "nearly" if nearly else "wrong"
        return text.model_copy(update={"origin": {**text.origin, "truth": truth}})

    return Asked(f"drawn-{drawn.seed}-{number}", drawn.picture.image_id, rivals.names, say, keep)


def _keep_drawn(place: Place, drawn: "DrawnQuestions") -> None:
    from db.keeping import keep_picture
    from models.pictures import display_jpeg, read_picture

    png = drawn.picture.png
    picture = read_picture(png, source="drawn scene")
    display = display_jpeg(picture.image)
    keep_picture(place.store, place.files, picture.record, original=png, display=display, owner=None)
