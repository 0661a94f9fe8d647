// Links within a page: followed without loading the page anew, unless they are to be opened elsewhere.

/** Whether a click on a link means to follow it here. */
export const isPlainClick = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0);

/** Let the address be that of a link, and show it from its top; `show` is called only if it is to be followed here. */
export function follow(event, address, show) {
  if (!isPlainClick(event)) return;
  event.preventDefault();
  history.pushState(null, "", address);
  window.scrollTo({ top: 0 });
  show();
}
