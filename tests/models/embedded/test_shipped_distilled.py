"""The distilled student in the repository: it learned from what a teacher said, and answers with a reason."""

from PIL import Image

from models.embedded.folder import CARD, HOME, WEIGHTS
from models.embedded.student import EmbeddedStudent, load_student
from models.records import Question, Region
from models.registry import ModelOptions, build_answerer
from training.embedded.shipping import MOST_MEBIBYTES
from training.embedded.stages import SCENE_TRUTH
from training.scenes.world import draw_scene

FOLDER = HOME / "distilled"


def test_none_of_its_stages_learned_from_true_questions() -> None:
    chain = load_student("distilled").stored.settings.chain

    assert [stage.name for stage in chain] == ["mark reader", "verbalizers", "verbalizers", "student"]
    assert not any(SCENE_TRUTH in stage.supervision for stage in chain)
    assert chain[-1].supervision == "the texts of corpus.jsonl that embedded:critic scored 0.7 or more"


def test_it_answers_about_a_region_with_a_reason_and_claims_no_confidence() -> None:
    student = build_answerer("embedded:distilled", ModelOptions())
    scene = draw_scene(77, split="evaluate", size=320)
    person = next(each for each in scene.graph.entities if each.kind == "person")
    question = Question(image_id="0" * 64, text="Why does [0] feel this way?", regions=(Region(id=0, box=person.box),))

    assert isinstance(student, EmbeddedStudent)
    *_, answer = student.answer(scene.image, question)
    assert answer.text
    assert answer.rationale
    assert answer.confidence is None
    *_, elsewhere = student.answer(Image.effect_noise((320, 320), 90).convert("RGB"), question)
    assert elsewhere.settings["out_of_world"]


def test_it_is_small_and_its_card_names_no_place_on_a_machine() -> None:
    card = (FOLDER / CARD).read_text("utf-8")

    assert (FOLDER / WEIGHTS).stat().st_size <= MOST_MEBIBYTES * 2**20
    assert card.startswith("# The distilled student\n")
    assert "/" not in card.splitlines()[0]
    assert "folder:/" not in card
    assert "## Figures" in card
