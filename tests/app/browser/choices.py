"""The choose mode of the Ask page as a person uses it."""

from playwright.sync_api import Locator, Page, expect

from tests.app.browser.ask_page import AskPage


class Choices:
    """The switch and the fields under the question."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.mode = page.get_by_role("radio", name="Choose an answer")
        self.free = page.get_by_role("radio", name="Answer freely")
        self.fields = page.locator(".choice-field")
        self.remark = page.locator(".choice-remark")
        self.ask = page.get_by_role("button", name="Ask", exact=True)

    def write(self, *texts: str) -> None:
        """Switch to choosing and write the choices, on as many fields as they need."""
        self.mode.check()
        for number, text in enumerate(texts):
            if number >= self.fields.count():
                self.page.get_by_role("button", name="Add a choice").click()
            self.fields.nth(number).fill(text)

    def texts(self) -> list[str]:
        return self.fields.evaluate_all("(all) => all.map((field) => field.value)")


def choose(ask_page: AskPage, choices: Choices, question: str, *texts: str) -> Locator:
    """Send a question with choices and wait for the ranking; return its turn."""
    before = ask_page.turns.count()
    choices.write(*texts)
    ask_page.question.fill(question)
    choices.ask.click()
    expect(ask_page.turns).to_have_count(before + 1)
    ask_page.wait_until_answered()
    return ask_page.turns.first


def shown(turn: Locator) -> list[tuple[str, str]]:
    texts = turn.locator(".ranking-text").all_inner_texts()
    return list(zip(texts, turn.locator(".share-figure").all_inner_texts(), strict=True))
