// Talk to our own routes. A failure becomes an Error whose message is a sentence for the person at the page; when the
// server refused, the Error has its `status`.

import { own } from "./addresses.js";

const UNREACHABLE = "The server does not answer. Check that it still runs, then try again.";

async function sentenceOf(response) {
  const body = await response.json().catch(() => ({}));
  if (typeof body.error === "string" && body.error) return body.error;
  return `The server refused this with status ${response.status}. Try again, or reload the page.`;
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(own(path), { credentials: "same-origin", ...options });
  } catch {
    throw new Error(UNREACHABLE);
  }
  if (!response.ok) throw Object.assign(new Error(await sentenceOf(response)), { status: response.status });
  return response.status === 204 ? null : response.json().catch(() => null);
}

export const getJson = (path) => call(path, {});
export const remove = (path) => call(path, { method: "DELETE" });

/** Send JSON and return the JSON that comes back. */
export function postJson(path, body = {}) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Send a picture file as the form that POST /api/images expects. */
export function postPicture(file) {
  const form = new FormData();
  form.append("file", file, file.name || "picture.png");
  return call("/api/images", { method: "POST", body: form });
}

/** Where a picture is shown from, as in replies: from the root of the app. */
export const pictureUrl = (id) => `/images/${id}`;

/** Does the server still have what an address names? */
export async function stillThere(address) {
  const response = await fetch(own(address), { method: "HEAD", credentials: "same-origin", cache: "no-store" }).catch(() => null);
  return response === null || response.ok;
}
