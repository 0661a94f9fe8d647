// Which part of the picture is seen. The SVG's viewBox is in natural pixels, so what a pointer reads is natural too.

const CLOSEST = 16; // natural pixels across at the strongest zoom

export class Viewport {
  picture = { width: 1, height: 1 };
  x = 0;
  y = 0;
  w = 1;
  h = 1;

  constructor(svg) {
    this.svg = svg;
  }

  fit(picture = this.picture) {
    this.picture = picture;
    this.#show(0, 0, picture.width);
  }

  /** 1 when the whole picture is seen, 2 when half its width is. */
  get zoom() {
    return this.picture.width / this.w;
  }

  get centre() {
    return { x: this.x + this.w / 2, y: this.y + this.h / 2 };
  }

  /** Zoom so that the given point of the picture stays where it is on the screen. */
  zoomAt(point, factor) {
    const w = Math.min(this.picture.width, Math.max(CLOSEST, this.w / factor));
    const ratio = w / this.w;
    this.#show(point.x - (point.x - this.x) * ratio, point.y - (point.y - this.y) * ratio, w);
  }

  panTo(x, y) {
    this.#show(x, y, this.w);
  }

  /** Bring a box into sight when part of it is outside. */
  reveal([x0, y0, x1, y1]) {
    const inside = x0 >= this.x && y0 >= this.y && x1 <= this.x + this.w && y1 <= this.y + this.h;
    if (!inside) this.panTo((x0 + x1 - this.w) / 2, (y0 + y1 - this.h) / 2);
  }

  /** Natural pixels under a place on the screen. */
  pointAt({ clientX, clientY }) {
    const matrix = this.svg.getScreenCTM();
    if (!matrix) return { x: 0, y: 0 };
    return new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
  }

  /** Natural pixels per CSS pixel. */
  get unit() {
    const scale = this.svg.getScreenCTM()?.a;
    return scale ? 1 / scale : 1;
  }

  #show(x, y, w) {
    const { width, height } = this.picture;
    this.w = w;
    this.h = (w * height) / width;
    this.x = Math.min(Math.max(x, 0), width - this.w);
    this.y = Math.min(Math.max(y, 0), height - this.h);
    this.svg.setAttribute("viewBox", `${this.x} ${this.y} ${this.w} ${this.h}`);
  }
}
