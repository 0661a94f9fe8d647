// What the page calls things.

export const CRITERIA = {
  qa: "Question and answer", rationale: "Rationale",
  correctness: "Correctness", informativeness: "Informativeness", plausibility: "Plausibility", overall: "Overall",
};
export const ENTRIES = { account: "account", invite: "invite link", prolific: "Prolific", mturk: "Mechanical Turk" };

export const criterion = (name) => CRITERIA[name] ?? name;

/** "1 screen", "2 screens". */
export const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
