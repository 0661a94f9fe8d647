// Where the app lies: this module's own address is that of static/page/addresses.js below it, whatever prefix a proxy
// serves the app at, with or without the edition of static/. Addresses in replies and in our modules begin at the root
// of the app.

const ROOT = new URL(import.meta.url).pathname.replace(/\/static\/([0-9a-f]+\/)?page\/addresses\.js$/, "");

/** Where the browser finds what is at `path` of the app, such as "/api/me". */
export const own = (path) => `${ROOT}${path}`;
