// The few things that the canvas, the question field and the conversation tell each other, all on `document`.
//
//   light      {key, id, box, label, on, from}  light a box on the picture; `from` is the node that wants it (chips)
//   region     {id, only}                       write [id] at the caret; with `only`, if the question holds the caret
//   regions    {ids, image, conversation}       what lies on the canvas changed
//   picture    {image, suggestions}             a new picture lies on the canvas
//   open       {image, regions, nextId, conversation}   put this conversation's picture on the canvas
//   draft      {question}                       what was typed before the page was loaded again
//   turns      {conversation, image, turns, fresh}      what the conversation shows; fresh: an answer is being written
//   suggested  {text, regions}                 a suggested question was pressed
//   ask-again  {question, choices, now}        put a question into the field, and choices; `now` sends a free one
//   reuse, anew, deleted, open-conversation, conversation-deleted, sending, failed

export function tell(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(`deixis:${name}`, { detail }));
}

/** React from now on; call what is returned to react no longer. */
export function hear(name, react) {
  const heard = (event) => react(event.detail);
  document.addEventListener(`deixis:${name}`, heard);
  return () => document.removeEventListener(`deixis:${name}`, heard);
}
