// The drawing: which one is shown, how large, and which of its parts are lit.

const board = document.getElementById("ui-drawing");
const sheets = new Map();
const SMALLEST = 0.25;
const LARGEST = 8;
const STEP = 1.25;
const WIDEST = 1.2; // times its own width
let zoom = 1;
let shown = null; // the sheet that is on the board

// All sheets but the one that is opened wait in templates; at most one is in the page, as their ids are the same.
function sheetOf(view, language) {
  const name = `${view} ${language}`;
  if (!sheets.has(name)) {
    const waiting = [...document.querySelectorAll("template[data-plate]")].find(
      (template) => template.dataset.plate === view && template.dataset.language === language,
    );
    sheets.set(name, opened(waiting ? waiting.content.firstElementChild : board.querySelector("svg"), view));
  }
  return sheets.get(name);
}

function opened(svg, view) {
  const plate = contents.plates.find((each) => each.id === view);
  const marks = new Map([...svg.querySelectorAll("g[id]")].map((mark) => [mark.id, mark]));
  const parts = plate.parts
    .filter(([mark]) => marks.has(mark))
    .map(([mark, ...keys]) => partOf(mark, marks.get(mark), new Set(keys.map((key) => plate.keys[key]))));
  parts.forEach(({ element }) => element.classList.add("part"));
  const kinds = new Set(plate.keys.map(kindOf));
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  return { svg, parts, kinds, width, height, byElement: new Map(parts.map((part) => [part.element, part])) };
}

// A part; its own thing is the one that it stands for (an actor's box, the heading of a column), as its id says.
function partOf(mark, element, about) {
  const own = [...about].find((key) => about.size === 1 || `${mark}.`.startsWith(`${key.replace(":", "-")}.`));
  return { mark, element, about, own };
}

function show(view, language) {
  const sheet = sheetOf(view, language);
  if (shown === sheet && sheet.svg.parentNode === board) return;
  shown = sheet;
  size();
  board.replaceChildren(sheet.svg);
}

// How wide the board is inside. It is measured when it changes alone: to ask would have the browser lay out the page.
let room = board.clientWidth - 2;

function measure() {
  room = board.clientWidth - 2;
  size();
}

// As wide as the board; a narrow drawing is not blown up to that.
function size() {
  const width = Math.max(80, Math.min(room, shown.width * WIDEST) * zoom);
  shown.svg.setAttribute("width", width);
  shown.svg.setAttribute("height", (width * shown.height) / shown.width);
}

// Zooms about a point of the board, which stays where it is.
function zoomTo(wanted, x = board.clientWidth / 2, y = board.clientHeight / 2) {
  const before = zoom;
  zoom = Math.min(LARGEST, Math.max(SMALLEST, wanted));
  const grown = zoom / before;
  const [left, top] = [(board.scrollLeft + x) * grown - x, (board.scrollTop + y) * grown - y];
  size();
  board.scrollTo(left, top);
}

// Whether a part has to do with a thing; with a group where with any of its fields.
function isAbout(part, key) {
  if (part.about.has(key)) return true;
  return kindOf(key) === "group" && [...part.about].some((each) => groupsOf(each).includes(key));
}

// What a part must be about to be lit, as tests; those of a kind that this drawing does not tell apart are left out.
function testsFor(place) {
  const tests = [];
  const ask = (key) => {
    const kind = kindOf(key) === "group" ? "field" : kindOf(key);
    if (shown.kinds.has(kind)) tests.push((part) => isAbout(part, key));
  };
  const remark = remarks.get(place.pick);
  if (remark) tests.push(testForRemark(remark));
  else if (kindOf(place.pick) === "mark") tests.push((part) => part.mark === idOf(place.pick));
  else if (place.pick) tests.push((part) => part.about.has(place.pick));
  if (place.phase) ask(`phase:${place.phase}`);
  if (place.group) ask(`group:${place.group}`);
  if (place.via) ask(`channel:${place.via}`);
  if (place.who) ask(`actor:${place.who}`);
  return tests;
}

// The parts that stand for a finding; where none does, the way of its field, else all that it is about.
function testForRemark(remark) {
  const about = remark.about ?? [];
  if (shown.parts.some((part) => part.about.has(remark.key))) return (part) => part.about.has(remark.key);
  const all = (part) =>
    !part.own && about.filter((key) => kindOf(key) !== "phase").every((key) => part.about.has(key));
  if (shown.parts.some(all)) return all;
  const way = about.filter((key) => ["field", "channel"].includes(kindOf(key)) && shown.kinds.has(kindOf(key)));
  return way.length
    ? (part) => way.every((key) => part.about.has(key))
    : (part) => about.some((key) => part.about.has(key));
}

// The parts that stand for one thing are lit with what leads to them.
function headings(lit, place, isAlone) {
  const ends = isAlone ? [...(things.get(place.pick)?.ends ?? []), ...(remarks.get(place.pick)?.about ?? [])] : [];
  const reached = new Set([place.pick, `phase:${place.phase}`, ...ends]);
  for (const part of lit.filter((each) => !each.own)) {
    const counts = new Map();
    for (const key of part.about) counts.set(kindOf(key), (counts.get(kindOf(key)) ?? 0) + 1);
    for (const key of part.about) if (kindOf(key) === "actor" || counts.get(kindOf(key)) === 1) reached.add(key);
  }
  return shown.parts.filter((part) => reached.has(part.own));
}

// Lights what belongs to a place and says how many parts that is, or null where the place names nothing. The cell of
// an actor that only sends or receives in a phase is no part: it is lit with the arrows that end there.
function light(place) {
  shown.svg.querySelectorAll(".halo").forEach((halo) => halo.remove());
  const tests = testsFor(place);
  const found = tests.length ? shown.parts.filter((part) => tests.every((test) => test(part))) : [];
  const lit = new Set(tests.length ? [...found, ...headings(found, place, tests.length === 1)] : []);
  shown.svg.classList.toggle("lighting", lit.size > 0);
  for (const part of shown.parts) {
    const isLit = lit.has(part);
    part.element.classList.toggle("lit", isLit);
    if (isLit) halo(part);
  }
  for (const station of shown.svg.querySelectorAll(".station")) {
    const [actor, phase] = station.id.replace("station-", "").split(".");
    const isEnd = ({ own, about }) => !own && about.has(`actor:${actor}`) && about.has(`phase:${phase}`);
    station.classList.toggle("lit", [...lit].some(isEnd));
  }
  return tests.length ? lit.size : null;
}

// A broad line behind the part's own outline: what is lit is seen without any colour. A line that lies on a casing of
// paper gets it on top of that; what is there for others to stand out against gets none.
function halo({ element }) {
  if (element.classList.contains("ground")) return;
  const shapes = [...element.querySelectorAll("path, rect, circle, polygon")];
  const isCased =
    shapes.length > 1 && shapes[0].hasAttribute("d") && shapes[0].getAttribute("d") === shapes[1].getAttribute("d");
  const shape = shapes[isCased ? 1 : 0];
  if (!shape) return;
  const copy = shape.cloneNode();
  copy.setAttribute("class", "halo");
  copy.setAttribute("stroke-width", Number(shape.getAttribute("stroke-width") ?? 0) + 7);
  copy.removeAttribute("stroke-dasharray");
  shape.before(copy);
}

// Brings the first lit part into sight, where none is.
function reveal() {
  const [first] = shown.svg.getElementsByClassName("lit");
  if (!first || zoom <= 1) return;
  const [part, frame] = [first.getBoundingClientRect(), board.getBoundingClientRect()];
  if (part.right < frame.left || part.left > frame.right || part.bottom < frame.top || part.top > frame.bottom)
    board.scrollBy(part.left - frame.left - frame.width / 3, part.top - frame.top - frame.height / 3);
}

// What a click on the drawing picks: what a part stands for, the one finding that it shows, else the part itself.
function pickedAt(target) {
  const element = target.closest?.(".part");
  const part = element && shown.byElement.get(element);
  if (!part) return null;
  if (part.own) return part.own;
  const findings = [...part.about].filter((key) => remarks.has(key));
  return findings.length === 1 ? findings[0] : `mark:${part.mark}`;
}

function dragging() {
  let from = null;
  board.addEventListener("pointerdown", (event) => {
    // On a scroll bar the target is the board itself.
    if (event.button === 0 && event.pointerType === "mouse" && event.target !== board)
      from = { x: event.clientX, y: event.clientY, left: board.scrollLeft, top: board.scrollTop, moved: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [across, down] = [event.clientX - from.x, event.clientY - from.y];
    from.moved ||= Math.hypot(across, down) > 4;
    if (from.moved) board.scrollTo(from.left - across, from.top - down);
  });
  window.addEventListener("pointerup", () => setTimeout(() => (from = null)));
  return () => from?.moved ?? false;
}
