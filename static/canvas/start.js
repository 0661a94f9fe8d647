// The empty canvas: drop, choose, paste or take a picture, or begin with a drawn scene from the gallery.

import { own } from "../page/addresses.js";
import { getJson, postJson, postPicture } from "../page/api.js";
import { h, icon } from "../page/element.js";
import { takePhoto } from "./camera.js";

const TYPES = "image/*,.avif,.heic,.heif,.tif,.tiff";

/** The first picture among dropped or pasted things, or null. */
function pictureIn(transfer) {
  return [...(transfer?.files ?? [])].find((file) => file.type.startsWith("image/") || !file.type) ?? null;
}

export class Start {
  #loading = 0;

  /** `arrived` gets the picture as the server describes it; `refused` a sentence; `waiting` whether one is on its way. */
  constructor({ arrived, refused, waiting }) {
    Object.assign(this, { arrived, refused, waiting });
    this.file = h("input", {
      type: "file", accept: TYPES, class: "visually-hidden", tabindex: "-1", "aria-label": "Choose a picture file",
      onchange: () => this.#chosen(),
    });
    this.gallery = h("ul", { class: "gallery", role: "list" });
    this.galleryPart = h("section", { class: "gallery-part", hidden: true, "aria-label": "Drawn scenes" },
      h("h2", {}, "Or begin with a drawn scene"), this.gallery);
    this.back = h("button", { type: "button", class: "quiet-button", hidden: true }, "Back to the picture");
    this.node = h("div", { class: "canvas-start" }, this.#drop(), this.galleryPart);
    this.#listen();
    this.#fillGallery();
  }

  #drop() {
    return h("div", { class: "drop-area" },
      h("span", { class: "round-icon" }, icon("picture")),
      h("p", { class: "drop-title" }, "Drop a picture here"),
      h("p", { class: "drop-hint" }, "or paste one with Ctrl+V. It stays on the machine that runs Deixis."),
      h("div", { class: "drop-buttons" },
        h("button", { type: "button", class: "main-button", onclick: () => this.file.click() }, "Choose a picture"),
        h("button", { type: "button", class: "plain-button", onclick: () => this.#photo() }, icon("camera"), "Camera"),
        this.back),
      this.file);
  }

  #listen() {
    document.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      document.documentElement.classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) document.documentElement.classList.remove("dropping");
    });
    document.addEventListener("drop", (event) => {
      document.documentElement.classList.remove("dropping");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      this.#take(pictureIn(event.dataTransfer), "What you dropped is not a picture file.");
    });
    document.addEventListener("paste", (event) => {
      const picture = pictureIn(event.clipboardData);
      if (!picture) return;
      event.preventDefault();
      this.send(picture);
    });
  }

  #take(picture, otherwise) {
    if (picture) this.send(picture);
    else this.refused(otherwise);
  }

  #chosen() {
    const [picture] = this.file.files;
    this.file.value = "";
    if (picture) this.send(picture);
  }

  async #photo() {
    try {
      const photo = await takePhoto();
      if (photo) this.send(photo);
    } catch (error) {
      this.refused(error.message);
    }
  }

  /** Upload a picture; of two on their way, the later one wins. */
  send(picture) {
    return this.#fetch(() => postPicture(picture), picture.name);
  }

  #choose(id) {
    return this.#fetch(() => postJson(`/api/gallery/${encodeURIComponent(id)}`), "the scene");
  }

  async #fetch(request, name) {
    const turn = (this.#loading += 1);
    this.waiting(true, name);
    try {
      const picture = await request();
      if (turn === this.#loading) this.arrived(picture);
    } catch (error) {
      if (turn === this.#loading) this.refused(error.message);
    } finally {
      if (turn === this.#loading) this.waiting(false);
    }
  }

  async #fillGallery() {
    const scenes = await getJson("/api/gallery").catch(() => []);
    this.gallery.append(...scenes.map((scene) => this.#scene(scene)));
    this.galleryPart.hidden = scenes.length === 0;
  }

  #scene({ id, title, thumbnail }) {
    return h("li", {},
      h("button", { type: "button", class: "scene", onclick: () => this.#choose(id) },
        h("img", { src: own(thumbnail), alt: "", loading: "lazy", width: "160", height: "120" }),
        h("span", { class: "scene-title" }, title)));
  }
}
