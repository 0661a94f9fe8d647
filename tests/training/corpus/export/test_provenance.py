"""What made a corpus is kept as it is made, and told in one order, whatever was kept first."""

import pytest

from models.teaching.prompt import current_prompt
from tests.fakes.chats import ScriptedChat
from tests.fakes.told_pictures import Teller, verbalizers
from training.corpus.export.manifest import Provenance
from training.corpus.export.provenance import (
    keep_provenance,
    of_questions,
    of_verbalizers,
    of_writing,
    provenance_of,
)
from training.corpus.journal.journal import Journal
from training.corpus.run_settings import CorpusSettings, PictureSettings

RUN = CorpusSettings(pictures=PictureSettings(scenes=1))


def test_prompts_come_before_vocabularies_and_the_models_in_the_order_of_their_work(journal: Journal) -> None:
    keep_provenance(journal, "critique", Provenance(versions={"critic": "strict"}))
    keep_provenance(journal, "look", of_verbalizers(verbalizers(Teller({}))))
    keep_provenance(journal, "ask", of_questions(ScriptedChat()))
    keep_provenance(journal, "generate", of_writing(RUN, ScriptedChat()))

    found = provenance_of(RUN, journal)

    prompts = [current_prompt(name) for name in ("regions", "descriptions", "questions")]
    assert [*found.prompts] == [*(f"prompt {each.name}-{each.edition}" for each in prompts), "vocabulary places"]
    assert [found.prompts[f"prompt {each.name}-{each.edition}"] for each in prompts] == [
        each.version for each in prompts
    ]
    assert [*found.versions] == ["tagger", "narrator", "captioner", "answerer", "detector", "teacher", "critic"]
    assert found.versions["teacher"] == "fake:chat"


def test_a_teacher_that_sees_is_told_with_its_own_prompts() -> None:
    seeing = RUN.model_copy(update={"generate": RUN.generate.model_copy(update={"sees": True})})

    prompts = [current_prompt(name) for name in ("vision-regions", "vision-descriptions")]
    assert [*of_writing(seeing, ScriptedChat()).prompts] == [f"prompt {each.name}-{each.edition}" for each in prompts]


def test_what_is_kept_again_is_told_once_and_what_differs_is_told_too(journal: Journal) -> None:
    for version in ("first", "first", "second"):
        keep_provenance(journal, "critique", Provenance(versions={"critic": version}))

    told = provenance_of(RUN, journal).versions["critic"]

    assert sorted(told.split(", ")) == ["first", "second"]


def test_words_of_a_provider_come_with_a_note_and_ours_without(journal: Journal) -> None:
    theirs = RUN.model_copy(update={"teacher": "openai:gpt"})

    assert [len(provenance_of(settings, journal).notes) for settings in (RUN, theirs)] == [1, 2]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("hf:/data/models/blip2", "hf:blip2"),
        ("hf:~/models/blip2", "hf:blip2"),
        ("hf:Salesforce/blip2-opt-2.7b", "hf:Salesforce/blip2-opt-2.7b"),
        ("openai:gpt-4.1-mini", "openai:gpt-4.1-mini"),
        ("seer", "seer"),
    ],
)
def test_a_model_in_a_folder_is_told_without_the_path_of_the_machine(journal: Journal, name: str, told: str) -> None:
    keep_provenance(journal, "look", Provenance(versions={"tagger": name}))

    assert provenance_of(RUN, journal).versions == {"tagger": told}
