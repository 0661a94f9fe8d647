// Light and dark: the system's choice until the person makes one, then theirs, remembered in this browser.
// Gradio sets the class "dark" on the body by itself; this keeps it in step.

const KEY = "deixis:theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const isDark = () => (chosen() ? chosen() === "dark" : system.matches);

function apply() {
  const dark = isDark();
  if (document.body?.classList.contains("dark") !== dark) document.body?.classList.toggle("dark", dark);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

export function toggleTheme() {
  const next = isDark() ? "light" : "dark";
  try {
    // What the system says needs no memory; it may change at dusk.
    if ((next === "dark") === system.matches) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice lasts until the next page.
  }
  apply();
}

export function keepTheme() {
  apply();
  system.addEventListener("change", apply);
  new MutationObserver(apply).observe(document.body, { attributes: true, attributeFilter: ["class"] });
}
