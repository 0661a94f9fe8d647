// What is on the canvas: the picture, its regions, which one is selected, and the way back.
//
// An id is never given twice in a conversation, not even after undo, so that an old "[1]" keeps its meaning.
// Listeners of "change" get {op}; op "live" is a gesture under way, everything else is a finished step.

import { clampBox } from "./geometry.js";

const MOST_STEPS = 200;

const copy = (regions) => regions.map((region) => ({ ...region, box: [...region.box] }));

export class Regions extends EventTarget {
  image = null;
  regions = [];
  selected = null;
  nextId = 0;
  rev = 0;
  op = "load";
  conversation = null;
  #past = [];
  #future = [];
  #before = null;
  #pointingSince = null;

  /** Put a picture on the canvas (or null) and forget all steps. */
  load(image, { regions = [], selected = null, nextId = 0, conversation = null } = {}) {
    this.image = image;
    this.regions = copy(regions);
    this.selected = this.get(selected) ? selected : null;
    this.nextId = Math.max(nextId, 0, ...regions.map((region) => region.id + 1));
    this.conversation = conversation;
    this.#past = [];
    this.#future = [];
    this.#before = null;
    this.#pointingSince = null;
    this.#told("load");
  }

  get(id) {
    return this.regions.find((region) => region.id === id);
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Note that the person began to point; time to send counts from the first such moment. */
  pointing() {
    this.#pointingSince ??= performance.now();
  }

  /** Milliseconds from the first gesture since the last question until now, or null. */
  get pointingTime() {
    return this.#pointingSince === null ? null : Math.round(performance.now() - this.#pointingSince);
  }

  /** A question was taken: the next one counts anew. */
  asked() {
    this.#pointingSince = null;
  }

  /** Add a region, select it and return its id. */
  add(box, { kind = "box", gesture, label = "" }) {
    this.pointing();
    this.#step();
    const id = this.nextId;
    this.nextId += 1;
    this.regions.push({ id, kind, box: clampBox(box, this.image), label, gesture });
    this.selected = id;
    this.#told("add");
    return id;
  }

  remove(id) {
    if (!this.get(id)) return;
    this.#step();
    this.regions = this.regions.filter((region) => region.id !== id);
    if (this.selected === id) this.selected = null;
    this.#told("delete");
  }

  rename(id, label) {
    const region = this.get(id);
    if (!region || region.label === label) return;
    this.#step();
    this.#replace(id, { label });
    this.#told("rename");
  }

  /** Exchange all regions, as one step that can be undone. */
  replaceAll(regions, selected) {
    this.#step();
    this.regions = copy(regions);
    this.selected = this.get(selected) ? selected : null;
    this.nextId = Math.max(this.nextId, 0, ...regions.map((region) => region.id + 1));
    this.#told("replace");
  }

  select(id) {
    if (this.selected === id) return;
    this.selected = id;
    this.#told("select");
  }

  /** Begin a move or resize; `shape` changes the box as it goes, `finish` makes it one step. */
  begin() {
    this.pointing();
    this.#before ??= this.#snapshot();
  }

  shape(id, box) {
    this.#replace(id, { box });
    this.#told("live");
  }

  finish(op) {
    if (!this.#before) return;
    this.#remember(this.#before);
    this.#before = null;
    this.#told(op);
  }

  /** Drop a move or resize that is under way. */
  giveUp() {
    if (!this.#before) return;
    this.#restore(this.#before);
    this.#before = null;
    this.#told("live");
  }

  undo() {
    return this.#travel(this.#past, this.#future, "undo");
  }

  redo() {
    return this.#travel(this.#future, this.#past, "redo");
  }

  /** The component's value: plain data, new every time. */
  value() {
    return {
      image: this.image,
      regions: copy(this.regions),
      selected: this.selected,
      next_id: this.nextId,
      rev: this.rev,
      op: this.op,
      conversation: this.conversation,
    };
  }

  #replace(id, change) {
    this.regions = this.regions.map((region) => (region.id === id ? { ...region, ...change } : region));
  }

  #snapshot() {
    return { regions: copy(this.regions), selected: this.selected };
  }

  #restore({ regions, selected }) {
    this.regions = copy(regions);
    this.selected = selected;
  }

  #remember(snapshot) {
    this.#past.push(snapshot);
    if (this.#past.length > MOST_STEPS) this.#past.shift();
    this.#future = [];
  }

  #step() {
    this.finish("change");
    this.#remember(this.#snapshot());
  }

  #travel(from, to, op) {
    this.finish("change");
    const snapshot = from.pop();
    if (!snapshot) return false;
    to.push(this.#snapshot());
    this.#restore(snapshot);
    this.#told(op);
    return true;
  }

  #told(op) {
    this.op = op;
    if (op !== "live") this.rev += 1;
    this.dispatchEvent(new CustomEvent("change", { detail: { op } }));
  }
}
