// Under the picture: a chip for every region, and for the selected one its name and a delete button.

import { h, iconButton } from "../page/element.js";
import { paint } from "./colours.js";

export class RegionBar {
  #chips = new Map();

  constructor({ regions, actions, longestLabel }) {
    Object.assign(this, { regions, actions });
    this.list = h("div", { class: "chip-list", role: "list", "aria-label": "Regions" });
    this.name = h("input", {
      type: "text", class: "label-field", maxlength: longestLabel, placeholder: "e.g. the girl in red", autocomplete: "off",
      id: "region-label", onchange: () => this.#renamed(), onkeydown: (event) => this.#key(event),
    });
    this.nameLabel = h("label", { for: "region-label" }, "Name");
    this.details = h("div", { class: "region-details", hidden: true }, this.nameLabel, this.name);
    this.hint = h("p", { class: "region-hint" });
    this.node = h("div", { class: "region-bar" }, this.hint, this.list, this.details);
  }

  show() {
    const { regions, selected } = this.regions;
    const gone = new Set(this.#chips.keys());
    for (const region of regions) {
      gone.delete(region.id);
      this.#show(region, region.id === selected);
    }
    for (const id of gone) this.#chips.get(id).node.remove();
    for (const id of gone) this.#chips.delete(id);
    this.#showDetails(this.regions.get(selected));
    this.hint.textContent = regions.length
      ? "Press a region or its number to write it into your question."
      : "Drag a box around something, or click it.";
  }

  #show(region, selected) {
    const chip = this.#chips.get(region.id) ?? this.#make(region.id);
    const words = region.label;
    if (chip.words.textContent !== words) chip.words.textContent = words;
    chip.main.setAttribute("aria-label", `Write [${region.id}]${words ? ` ${words}` : ""} into the question`);
    chip.node.classList.toggle("selected", selected);
  }

  #make(id) {
    const words = h("span", { class: "chip-label" });
    const main = h("button", { type: "button", class: "chip-main", onclick: () => this.actions.write(id) },
      h("span", { class: "chip-number" }, String(id)), words);
    const away = iconButton("close", `Delete region ${id}`, () => this.actions.remove(id), { class: "chip-away" });
    const node = h("div", { class: "chip", role: "listitem" }, main, away);
    paint(node, id);
    const after = [...this.#chips].filter(([other]) => other > id).map(([, other]) => other.node)[0];
    this.list.insertBefore(node, after ?? null);
    const chip = { node, main, words };
    this.#chips.set(id, chip);
    return chip;
  }

  #showDetails(region) {
    this.details.hidden = !region;
    if (!region) return;
    this.nameLabel.textContent = `Name of [${region.id}]`;
    this.name.dataset.region = region.id;
    if (document.activeElement !== this.name) this.name.value = region.label;
  }

  #renamed() {
    this.regions.rename(Number(this.name.dataset.region), this.name.value.trim());
  }

  #key(event) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") this.name.value = this.regions.get(Number(this.name.dataset.region))?.label ?? "";
    else this.#renamed();
    this.actions.focusPicture();
  }
}
