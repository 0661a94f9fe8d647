"""A preference pair is written as TRL reads conversations with pictures."""

import json

from annotation.preference_files import preference_line
from annotation.preferences import preference_pairs, written
from models.records import QAR
from tests.annotation.pairs import pair, votes


def test_messages_have_the_form_of_conversational_preference_data() -> None:
    (found,) = preference_pairs([pair("i")], votes("i", "0t0"))

    line = json.loads(json.dumps(preference_line(found, "pictures/i.png")))

    assert line["images"] == ["pictures/i.png"]
    assert line["prompt"] == [
        {"role": "user", "content": [{"type": "image", "text": None}, {"type": "text", "text": "why is [0] sad?"}]}
    ]
    chosen, rejected = (
        [{"role": "assistant", "content": [{"type": "text", "text": f"reason {n} Rationale: [0] shows it {n}"}]}]
        for n in (0, 1)
    )
    assert (line["chosen"], line["rejected"]) == (chosen, rejected)
    assert (line["chosen_model"], line["rejected_model"], line["votes"], line["of"]) == ("student", "teacher", 2, 3)
    # One picture for each place that is kept for one, or no processor takes the line.
    parts = [part for message in line["prompt"] for part in message["content"]]
    assert sum(part["type"] == "image" for part in parts) == len(line["images"])


def test_what_is_compared_alone_is_written_alone() -> None:
    texts = [QAR(question="", answer=answer, rationale=why) for answer, why in (("a", "b"), ("a", ""), ("", "b"))]

    assert [written(each) for each in texts] == ["a Rationale: b", "a", "b"]
