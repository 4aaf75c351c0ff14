// Regions of a question are placed by pointing: a press on the drawing puts one there, dragging moves it or changes its size.
// The numbers in the fields are what counts; they can be typed instead.
const SVG = "http://www.w3.org/2000/svg";
const MOST = 8;
const form = document.getElementById("part-form");
const board = document.querySelector("[data-board]");
let current = null; // the number of the row that is worked on
let drag = null;

if (board) {
  for (const hint of document.querySelectorAll("[data-with-script]")) hint.hidden = false;
  board.addEventListener("pointerdown", begin);
  board.addEventListener("pointermove", move);
  board.addEventListener("pointerup", end);
  board.addEventListener("pointercancel", end);
  board.addEventListener("click", place);
  form.addEventListener("focusin", ({ target }) => {
    const row = /^regions-(\d+)-/.exec(target.id);
    if (row) choose(Number(row[1]));
  });
  new MutationObserver(handles).observe(board, { childList: true });
}

const field = (row, name) => document.getElementById(`regions-${row}-${name}`);
const many = () => { let row = 0; while (field(row, "numbers")) row++; return row; };
const numbersOf = (row) => (field(row, "numbers").value.match(/-?[\d.]+/g) ?? []).map(Number);
const shapeOf = (row) => field(row, "shape").value;

/** The place in the drawing's own units. */
function at(event) {
  const drawing = board.querySelector("svg");
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
  return [Math.round(x), Math.round(y)];
}

function write(row, numbers) {
  const rounded = numbers.map((one) => Math.round(one));
  const pairs = rounded.filter((_, n) => n % 2 === 0).map((x, n) => `${x} ${rounded[2 * n + 1]}`);
  field(row, "numbers").value = shapeOf(row) === "polygon" ? pairs.join(", ") : rounded.join(" ");
  draw(row, rounded);
}

const told = (row) => field(row, "numbers").dispatchEvent(new Event("input", { bubbles: true }));

/** What is on the screen follows at once; the server draws it anew when it has looked at it. */
function draw(row, [x, y, width, height, ...rest]) {
  const group = board.querySelector(`[data-row="${row}"]`);
  const shape = group?.firstElementChild;
  if (!shape) return;
  const box = { circle: { cx: x, cy: y, r: width }, rect: { x, y, width, height } }[shape.localName]
    ?? { points: [x, y, width, height, ...rest].join(" ") };
  for (const [name, value] of Object.entries(box)) shape.setAttribute(name, value);
  const letter = group.querySelector(".region-letter");
  const frame = shape.getBBox();
  letter.setAttribute("x", frame.x + frame.width / 2);
  letter.setAttribute("y", frame.y + frame.height / 2);
  handles();
}

function choose(row) {
  current = row;
  handles();
}

/** A dot at the edge of the chosen region, or at each corner. */
function handles() {
  for (const old of board.querySelectorAll(".region-handle")) old.remove();
  const group = board.querySelector(`[data-row="${current}"]`);
  if (!group || !field(current, "numbers")) return;
  const numbers = numbersOf(current);
  const [x, y, width, height] = numbers;
  const dots = { circle: [[x + width, y]], rect: [[x + width, y + height]] }[shapeOf(current)]
    ?? numbers.filter((_, n) => n % 2 === 0).map((one, n) => [one, numbers[2 * n + 1]]);
  dots.filter((dot) => dot.every(Number.isFinite)).forEach(([cx, cy], number) => {
    const dot = document.createElementNS(SVG, "circle");
    for (const [name, value] of Object.entries({ cx, cy, r: unit() * 9, class: "region-handle" })) dot.setAttribute(name, value);
    dot.dataset.handle = number;
    group.append(dot);
  });
}

/** One pixel of the screen in the drawing's units. */
function unit() {
  return 1 / (board.querySelector("svg").getScreenCTM()?.a || 1);
}

function begin(event) {
  const group = event.target.closest("[data-row]");
  if (!group) return;
  event.preventDefault();
  const row = Number(group.dataset.row);
  const handle = event.target.dataset.handle;
  if (current !== row) choose(row);
  drag = { row, handle: handle === undefined ? null : Number(handle), from: at(event), numbers: numbersOf(row), isMoved: false };
  board.setPointerCapture(event.pointerId);
}

function move(event) {
  if (!drag) return;
  const [x, y] = at(event);
  const [dx, dy] = [x - drag.from[0], y - drag.from[1]];
  if (!dx && !dy && !drag.isMoved) return;
  drag.isMoved = true;
  write(drag.row, drag.handle === null ? shifted(drag, dx, dy) : pulled(drag, x, y));
}

function shifted({ row, numbers }, dx, dy) {
  if (shapeOf(row) === "polygon") return numbers.map((one, n) => one + (n % 2 ? dy : dx));
  return [numbers[0] + dx, numbers[1] + dy, ...numbers.slice(2)];
}

function pulled({ row, numbers: [left, top, ...rest], handle }, x, y) {
  if (shapeOf(row) === "circle") return [left, top, Math.max(2, Math.hypot(x - left, y - top))];
  if (shapeOf(row) === "rect") return [left, top, Math.max(2, x - left), Math.max(2, y - top)];
  return [left, top, ...rest].map((one, n) => (n === 2 * handle ? x : n === 2 * handle + 1 ? y : one));
}

function end() {
  if (drag?.isMoved) told(drag.row);
  drag = drag?.isMoved ? { done: true } : null; // the click that follows a drag puts nothing
  if (drag) requestAnimationFrame(() => { drag = null; });
}

/** A new region, or the corner of one that is being drawn corner by corner. */
function place(event) {
  if (drag || event.target.closest("[data-row]") || !event.target.closest("svg")) return;
  const point = at(event);
  const isOpen = current !== null && field(current, "shape") && shapeOf(current) === "polygon";
  const empty = [...Array(many()).keys()].find((row) => !field(row, "numbers").value.trim());
  if (isOpen) return put(current, [...numbersOf(current), ...point]);
  if (empty !== undefined) return put(empty, sized(empty, point));
  if (many() >= MOST) return;
  form.addEventListener("rows", () => put(many() - 1, sized(many() - 1, point)), { once: true });
  form.querySelector("button[value='add regions']").click();
}

function put(row, numbers) {
  current = row;
  write(row, numbers);
  told(row);
  (field(row, "id").value ? field(row, "numbers") : field(row, "id")).focus({ preventScroll: true });
}

function sized(row, [x, y]) {
  const size = Math.round((board.querySelector("svg").viewBox.baseVal.width || 400) / 16);
  return { circle: [x, y, size], rect: [x - size, y - size, 2 * size, 2 * size] }[shapeOf(row)] ?? [x, y];
}
