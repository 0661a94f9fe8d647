// Send a judgement exactly once, whatever happens on the way.
//
// A submission has an id of our making, and the server answers a second one of the same id like the first. What was not
// acknowledged is kept as it was sent: it may have arrived, so a retry is the same, and what was changed meanwhile goes
// after it as a revision.

import { postJson } from "../page/api.js";
import { keepUnsent, unsent } from "./memory.js";

/** crypto.randomUUID exists on https only, and a laboratory's server may have none. */
function freshId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const CONTENT = ["ratings", "comparisons", "flagged", "comment"];
const contentOf = (submission) => JSON.stringify(CONTENT.map((name) => submission[name]));

/** Did the server read and refuse it? Then sending it again changes nothing. */
const isRefusal = ({ status }) => status >= 400 && status < 500 && status !== 408 && status !== 429;

async function deliver(submission) {
  keepUnsent(submission);
  try {
    const reply = await postJson("/api/rate/submit", submission);
    keepUnsent(null);
    return reply;
  } catch (error) {
    if (isRefusal(error)) keepUnsent(null);
    throw error;
  }
}

/** Send what an earlier page could not; null when there was nothing. Raises an Error when it still cannot be sent. */
export async function deliverUnsent() {
  const waiting = unsent();
  return waiting ? deliver(waiting) : null;
}

/** What was sent of an item and not acknowledged is not wanted any more. */
export function giveUp(item) {
  if (unsent()?.item_id === item) keepUnsent(null);
}

/** Send a judgement {item_id, token, ratings or comparisons, flagged, comment, seconds, revises} and return the server's reply. */
export async function send(judgement) {
  const waiting = unsent();
  if (waiting?.item_id !== judgement.item_id) {
    await deliverUnsent();
    return deliver({ ...judgement, id: freshId() });
  }
  const reply = await deliver(waiting);
  if (contentOf(waiting) === contentOf(judgement)) return reply;
  const revised = await deliver({ ...judgement, id: freshId(), revises: true });
  return { ...revised, counted: reply.counted };
}
