
// ---- scales

function widened(low, high) {
  const least = Math.max(Math.abs(low), Math.abs(high)) * 1e-6;
  if (high - low > least) return [low, high];
  const more = Math.max(1, 1e3 * least);
  return [low - more, high + more];
}

function ticks([low, high], parts) {
  const rough = (high - low) / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) || 10);
  const at = [];
  for (let k = Math.ceil(low / step); k * step <= high; ++k) at.push(k * step);
  return at;
}

// About how many pixels the widest of these takes.
const widest = (values) => Math.max(0, ...values.map((value) => number(value).length * 7.2));

// ---- views: a plane of two parties, and parallel axes of all

// What both have in common: an element that takes clicks and keys, steps through the outcomes as
// a slider does through its values, and is drawn anew when something changes.
class View {
  constructor(label, order) {
    this.order = order;
    this.cursor = 0;
    this.svg = draw("svg", { class: "entente-chart live", "aria-hidden": "true" });
    this.element = make(
      "div",
      { class: "view", role: "slider", tabindex: "0", "aria-label": label,
        "aria-valuemin": "1", "aria-valuemax": String(order.length), "aria-describedby": "keys" },
      this.svg);
    this.follow(state.a);
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("click", (event) => this.click(event));
    for (const change of ["focus", "blur"]) {
      this.element.addEventListener(change, () => this.redraw());
    }
    new ResizeObserver(() => this.redraw()).observe(this.element);
    listeners.push((slot) => {
      if (!this.element.isConnected) return;
      if (state[slot]) this.follow(state[slot]);
      this.redraw();
    });
  }

  get item() { return this.order[this.cursor]; }

  follow(item) {
    this.cursor = Math.max(0, this.order.indexOf(item));
    this.element.setAttribute("aria-valuenow", String(this.cursor + 1));
    this.element.setAttribute("aria-valuetext", describe(this.item));
  }

  step(by) {
    this.follow(this.order[clamp(this.cursor + by, 0, this.order.length - 1)]);
    this.reveal(this.item);
    point(this.item);
    this.redraw();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10,
      PageUp: 10, Home: -this.order.length, End: this.order.length };
    if (event.key === "Enter" || event.key === " ") {
      choose(event.shiftKey ? "b" : "a", this.item);
    } else if (event.shiftKey && this.move(event.key)) {
      this.redraw();
    } else if (event.key in steps) {
      this.step(steps[event.key]);
    } else if (!this.zoomKey(event.key)) {
      return;
    }
    event.preventDefault();
  }

  click(event) {
    if (this.dragged) return;
    const item = this.nearest(event);
    if (item) choose(event.shiftKey || comparing() ? "b" : "a", item);
  }

  redraw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.paint();
    });
  }

  place(event) {
    const box = this.svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  resize(height) {
    this.width = Math.max(260, this.element.clientWidth);
    this.height = height(this.width);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    this.svg.setAttribute("width", this.width);
    this.svg.setAttribute("height", this.height);
  }

  reveal() {}
  move() { return false; }
  zoomKey() { return false; }
}

function markSign(x, y, letter) {
  return [draw("circle", { class: "mark", cx: x, cy: y, r: 9 }),
    draw("text", { class: "letter", x, y: y + 4, "text-anchor": "middle" }, letter)];
}

class Plane extends View {
  constructor(x, y) {
    super(`${data.chart.amount} of ${parties[x]} and of ${parties[y]}`,
      [...items].sort((p, q) => p.at[x] - q.at[x] || p.at[y] - q.at[y] || p.index - q.index));
    this.axes = [x, y];
    this.home = this.axes.map((j) => {
      const [low, high] = widened(data.chart.low[j], data.chart.high[j]);
      return [low - (high - low) * 0.03, high + (high - low) * 0.03];
    });
    this.ranges = this.home;
    this.listenToPointer();
  }

  listenToPointer() {
    let from = null;
    this.element.addEventListener("pointerdown", (event) => {
      from = { at: this.place(event), ranges: this.ranges, id: event.pointerId };
      this.dragged = false;
    });
    this.element.addEventListener("pointermove", (event) => {
      if (from && event.buttons > 0) return this.drag(event, from);
      const item = this.nearest(event);
      if (item) point(item);
      this.hover = item;
      this.redraw();
    });
    this.element.addEventListener("pointerup", () => { from = null; });
    this.element.addEventListener("pointerleave", () => {
      this.hover = null;
      this.redraw();
    });
    this.element.addEventListener("wheel", (event) => {
      // Whoever only scrolls past must not be held up.
      if (!event.ctrlKey && document.activeElement !== this.element) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.25 : 0.8, this.place(event));
    }, { passive: false });
  }

  drag(event, from) {
    const [x, y] = this.place(event);
    const moved = [x - from.at[0], y - from.at[1]];
    if (!this.dragged && Math.hypot(...moved) < 5) return;
    if (!this.dragged) this.element.setPointerCapture(from.id);
    this.dragged = true;
    const shift = [-moved[0] / (this.right - this.left), moved[1] / (this.bottom - this.top)];
    this.ranges = from.ranges.map(([low, high], k) =>
      [low + shift[k] * (high - low), high + shift[k] * (high - low)]);
    this.redraw();
  }

  zoom(factor, place = null) {
    const share = place
      ? [(place[0] - this.left) / (this.right - this.left),
        (this.bottom - place[1]) / (this.bottom - this.top)]
      : [0.5, 0.5];
    this.ranges = this.ranges.map(([low, high], k) => {
      const [first, last] = this.home[k];
      const span = clamp((high - low) / factor, (last - first) * 1e-4, (last - first) * 2);
      const fixed = low + share[k] * (high - low);
      return [fixed - share[k] * span, fixed + (1 - share[k]) * span];
    });
    this.redraw();
  }

  reset() {
    this.ranges = this.home;
    this.redraw();
  }

  zoomKey(key) {
    if (key === "+" || key === "=") this.zoom(1.5);
    else if (key === "-") this.zoom(1 / 1.5);
    else if (key === "0") this.reset();
    else return false;
    return true;
  }

  move(key) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[key];
    if (!by) return false;
    this.ranges = this.ranges.map(([low, high], k) => {
      const step = (high - low) * 0.2 * by[k];
      return [low + step, high + step];
    });
    return true;
  }

  // Whoever steps to a point outside the picture gets to see it.
  reveal(item) {
    this.ranges = this.ranges.map(([low, high], k) => {
      const value = item.at[this.axes[k]];
      if (value >= low && value <= high) return [low, high];
      return [value - (high - low) / 2, value + (high - low) / 2];
    });
  }

  x(value) {
    const [low, high] = this.ranges[0];
    return this.left + (value - low) / (high - low) * (this.right - this.left);
  }
  y(value) {
    const [low, high] = this.ranges[1];
    return this.bottom - (value - low) / (high - low) * (this.bottom - this.top);
  }
  spot(item) { return [this.x(item.at[this.axes[0]]), this.y(item.at[this.axes[1]])]; }
  inside([x, y]) {
    return x >= this.left - 1 && x <= this.right + 1 && y >= this.top - 1 && y <= this.bottom + 1;
  }

  nearest(event) {
    const [x, y] = this.place(event);
    let best = null;
    let least = 28;
    for (const item of items) {
      const [px, py] = this.spot(item);
      // Deals stand out, and are easier to hit.
      const distance = Math.hypot(px - x, py - y) - (item.marks.length > 0 ? 4 : 0);
      if (distance >= least || !this.inside([px, py])) continue;
      least = distance;
      best = item;
    }
    return best;
  }

  paint() {
    this.resize((width) => clamp(width * 0.7, 280, 460));
    const left = Math.max(58, 34 + widest(ticks(this.ranges[1], 6)));
    Object.assign(this, { left, right: this.width - 14, top: 14, bottom: this.height - 54 });
    const parts = [this.gains(), ...this.scales(), ...this.dots()];
    const origin = [this.x(0), this.y(0)];
    if (this.inside(origin)) {
      parts.push(draw("circle", { class: "origin", cx: origin[0], cy: origin[1], r: 4 }));
    }
    for (const item of items) {
      const [x, y] = this.spot(item);
      if (item.marks.length > 0 && this.inside([x, y])) {
        parts.push(...markSign(x, y, item.marks[0].letter));
      }
    }
    parts.push(this.ring(state.b, "b", "B", 14), this.ring(state.a, "a", "A", 14),
      this.ring(this.hover, "cursor", "", 8),
      document.activeElement === this.element ? this.ring(this.item, "cursor", "", 8) : null);
    this.svg.replaceChildren(...parts.filter((part) => part !== null));
  }

  gains() {
    const left = clamp(this.x(0), this.left, this.right);
    const bottom = clamp(this.y(0), this.top, this.bottom);
    return draw("rect", { class: "gain", x: left, y: this.top, width: this.right - left,
      height: bottom - this.top });
  }

  scales() {
    const parts = [];
    // Numbers must not run into each other.
    const room = 24 + widest(ticks(this.ranges[0], 8));
    const fitting = clamp(Math.floor((this.right - this.left) / room), 2, 8);
    for (const value of ticks(this.ranges[0], fitting)) {
      const x = this.x(value);
      parts.push(draw("line", { class: value === 0 ? "zero" : "grid", x1: x, x2: x, y1: this.top,
        y2: this.bottom }));
      parts.push(draw("text", { class: "tick", x, y: this.bottom + 18, "text-anchor": "middle" },
        number(value)));
    }
    for (const value of ticks(this.ranges[1], 6)) {
      const y = this.y(value);
      parts.push(draw("line", { class: value === 0 ? "zero" : "grid", x1: this.left,
        x2: this.right, y1: y, y2: y }));
      parts.push(draw("text", { class: "tick", x: this.left - 8, y: y + 4, "text-anchor": "end" },
        number(value)));
    }
    const length = Math.floor(this.width / 9);
    const labels = this.axes.map((j) => fit(`${data.chart.amount} of ${parties[j]}`, length));
    parts.push(draw("text", { class: "axis", x: (this.left + this.right) / 2,
      y: this.height - 10, "text-anchor": "middle" }, labels[0]));
    parts.push(draw("text", { class: "axis", "text-anchor": "middle",
      transform: `translate(14 ${(this.top + this.bottom) / 2}) rotate(-90)` }, labels[1]));
    return parts;
  }

  dots() {
    const paths = { good: "", other: "" };
    for (const item of items) {
      const [x, y] = this.spot(item);
      if (!this.inside([x, y])) continue;
      paths[item.good ? "good" : "other"] += `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
    }
    return ["other", "good"].map((kind) =>
      draw("path", { class: `dots ${kind}`, d: paths[kind] }));
  }

  ring(item, kind, letter, radius) {
    if (!item) return null;
    const [x, y] = this.spot(item);
    if (!this.inside([x, y])) return null;
    const side = x > this.right - 40 ? -1 : 1;
    return draw("g", { class: `ring ${kind}` }, draw("circle", { cx: x, cy: y, r: radius }),
      draw("text", { x: x + side * (radius + 5), y: y - 8,
        "text-anchor": side < 0 ? "end" : "start" }, letter));
  }
}

class ParallelAxes extends View {
  constructor() {
    super(`${data.chart.amount} of all parties, a line for each outcome`,
      [...items].sort((p, q) => p.at[0] - q.at[0] || p.index - q.index));
    this.ranges = parties.map((_, j) => widened(data.chart.low[j], data.chart.high[j]));
    this.element.addEventListener("pointermove", (event) => {
      this.hover = this.nearest(event);
      if (this.hover) point(this.hover);
      this.redraw();
    });
    this.element.addEventListener("pointerleave", () => {
      this.hover = null;
      this.redraw();
    });
  }

  x(j) { return this.left + j * (this.right - this.left) / (parties.length - 1); }
  y(j, value) {
    const [low, high] = this.ranges[j];
    return this.bottom - (value - low) / (high - low) * (this.bottom - this.top);
  }

  nearest(event) {
    const [x, y] = this.place(event);
    const share = clamp((x - this.left) / (this.right - this.left), 0, 1) * (parties.length - 1);
    const j = Math.min(Math.floor(share), parties.length - 2);
    let best = null;
    let least = 24;
    for (const item of items) {
      const between = this.y(j, item.at[j]) * (1 - share + j) +
        this.y(j + 1, item.at[j + 1]) * (share - j);
      const distance = Math.abs(between - y) - (item.marks.length > 0 ? 2 : 0);
      if (distance >= least) continue;
      least = distance;
      best = item;
    }
    return best;
  }

  line(item) {
    return item.at.map((value, j) =>
      `${j === 0 ? "M" : "L"}${this.x(j).toFixed(1)} ${this.y(j, value).toFixed(1)}`).join("");
  }

  // Names that are too wide to stand side by side stand in two lines in turn. Letters that fit to a
  // name, and how many lines there are.
  roomForNames() {
    const gap = (this.width - 72) / parties.length / 8;
    const longest = Math.max(...parties.map((party) => party.length));
    const lines = longest > gap ? 2 : 1;
    return [Math.max(4, Math.floor(gap * lines)), lines];
  }

  paint() {
    this.resize((width) => clamp(width * 0.6, 280, 420));
    const [room, lines] = this.roomForNames();
    Object.assign(this, { left: 56, right: this.width - 16, top: 26 + 18 * lines,
      bottom: this.height - 20 });
    const paths = { good: "", other: "" };
    for (const item of items) paths[item.good ? "good" : "other"] += this.line(item);
    const parts = ["other", "good"].map((kind) =>
      draw("path", { class: `lines ${kind}`, d: paths[kind] }));
    const values = [];
    parties.forEach((party, j) => {
      const x = this.x(j);
      parts.push(draw("line", { class: "zero", x1: x, x2: x, y1: this.top, y2: this.bottom }));
      // The outer names must not leave the picture.
      const [place, anchor] = j === 0 ? [0, "start"]
        : j + 1 === parties.length ? [this.width, "end"] : [x, "middle"];
      parts.push(draw("text", { class: "axis", x: place, y: 22 + 18 * (j % lines),
        "text-anchor": anchor }, fit(party, room)));
      for (const value of ticks(this.ranges[j], 5)) {
        values.push(draw("text", { class: "tick", x: x - 6, y: this.y(j, value) + 4,
          "text-anchor": "end" }, number(value)));
      }
    });
    const cursor = document.activeElement === this.element ? this.item : this.hover;
    for (const [item, kind] of [[cursor, "cursor"], [state.b, "b"], [state.a, "a"]]) {
      if (item) parts.push(draw("path", { class: `lines pick ${kind}`, d: this.line(item) }));
    }
    for (const mark of data.marks) {
      parts.push(...markSign(this.x(0), this.y(0, mark.at[0]), mark.letter));
    }
    // Above the lines, so that they can be read.
    this.svg.replaceChildren(...parts, ...values);
  }
}
