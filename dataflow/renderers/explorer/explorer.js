// What happens when someone clicks, types or follows a link: the place changes, and the page is made to fit it.

const by = (id) => document.getElementById(id);
let place = placeInAddress();
let listed = contents.remarks.length ? "finding" : "field";
let playing = null;

function arrive() {
  const before = place;
  place = placeInAddress();
  if (place.lang !== before.lang) speak();
  refresh(place.pick !== before.pick);
}

function go(change) {
  const next = { ...place, ...change };
  // A part of one drawing is none of another.
  if (next.view !== place.view && kindOf(next.pick) === "mark") next.pick = "";
  goTo(next, next.pick !== place.pick || next.view !== place.view);
  arrive();
}

function pick(key) {
  if (kindOf(key) === "phase") return go({ phase: idOf(key) === place.phase ? "" : idOf(key) });
  if (kindOf(key) === "group") return go({ group: idOf(key) });
  return go({ pick: key });
}

// All words of the page itself.
function speak() {
  const language = place.lang;
  document.documentElement.lang = language;
  document.title = inLanguage(contents.title, language);
  by("ui-title").textContent = document.title;
  for (const element of document.querySelectorAll("[data-word]"))
    element.textContent = word(element.dataset.word, language);
  for (const element of document.querySelectorAll("[data-label]"))
    element.setAttribute("aria-label", word(element.dataset.label, language));
  for (const element of document.querySelectorAll("[data-description]"))
    element.setAttribute("aria-description", word(element.dataset.description, language));
  for (const button of document.querySelectorAll("[data-language-button]"))
    button.setAttribute("aria-pressed", button.dataset.languageButton === language);
  by("ui-left-out").hidden = !contents.leftOut.length;
  by("ui-left-out").textContent = word("left-out", language, {
    names: contents.leftOut.map((name) => inLanguage(name, language)).join(", "),
  });
  furnishViews();
  furnishFilters();
}

function refresh(isNewPick) {
  show(place.view, place.lang);
  by("ui-view").value = place.view;
  furnishPhases();
  furnishDetails();
  furnishList();
  announce(light(place));
  // What asks how the page is laid out comes last, so that it is laid out once.
  if (isNewPick && place.pick) startReading();
  reveal();
}

function furnishViews() {
  const plates = contents.plates.map((plate) =>
    made("option", { value: plate.id }, inLanguage(plate.name, place.lang)),
  );
  by("ui-view").replaceChildren(...plates);
}

// New buttons for old: who stood on one stands on its successor.
function replaceKeepingFocus(parent, children, name) {
  const held = parent.contains(document.activeElement) ? document.activeElement.dataset[name] : null;
  parent.replaceChildren(...children);
  children.find((child) => held !== null && child.dataset[name] === held)?.focus();
}

function furnishPhases() {
  const at = phases.findIndex((phase) => idOf(phase.key) === place.phase);
  const name = at < 0 ? word("all-phases", place.lang) : inLanguage(phases[at].label, place.lang);
  by("ui-pathway").hidden = phases.length === 0;
  by("ui-phase").max = phases.length;
  by("ui-phase").value = at + 1;
  by("ui-phase").setAttribute("aria-valuetext", name);
  by("ui-phase-name").textContent = at < 0 ? name : `${at + 1}/${phases.length} ${name}`;
  by("ui-play").textContent = word(playing ? "pause" : "play", place.lang);
}

function furnishDetails() {
  by("ui-details").replaceChildren(...(place.pick ? details(place.pick, place.lang) : []));
}

// One reads of one thing, or looks through the lists: whoever searches on does that.
function lookOrRead() {
  const isReading = Boolean(place.pick) && !by("ui-search").value;
  by("ui-details").hidden = !isReading;
  by("ui-lists").hidden = isReading;
}

function startReading() {
  by("ui-details").parentNode.scrollTop = 0;
  by("ui-details-title").focus({ preventScroll: true });
}

function furnishFilters() {
  const choices = {
    group: ofKind("group").map((thing) => [idOf(thing.key), thing.label]),
    via: ofKind("channel").map((thing) => [idOf(thing.key), thing.label]),
    who: ofKind("actor").map((thing) => [idOf(thing.key), thing.label]),
    severity: SEVERITIES.map((name) => [name, contents.words[name]]),
    code: Object.entries(contents.codes).map(([code, { title }]) => [
      code,
      bothLanguages([title, title])
        .slice(0, 2)
        .map((text) => `${code} ${text}`),
    ]),
  };
  const fields = FILTERS.filter((name) => choices[name].length).map((name) => {
    const options = [["", contents.words.any], ...choices[name]].map(([value, label]) =>
      made("option", { value }, inLanguage(label, place.lang)),
    );
    return made("label", {}, word(name, place.lang), made("select", { "data-filter": name }, ...options));
  });
  fields.push(made("button", { type: "button", id: "ui-clear" }, word("clear", place.lang)));
  by("ui-filters-fields").replaceChildren(...fields);
}

function furnishList() {
  lookOrRead();
  for (const select of document.querySelectorAll("[data-filter]")) select.value = place[select.dataset.filter];
  const on = FILTERS.filter((name) => place[name]).length;
  by("ui-filters-title").textContent = on
    ? word("filters-on", place.lang, { count: on })
    : word("filters", place.lang);
  const typed = typedWords(by("ui-search").value);
  const found = new Map([...KINDS, "mark"].map((kind) => [kind, rowsFor(kind, place, typed)]));
  // Whoever searches is shown a list in which there is something.
  if (typed.length && !found.get(listed).length)
    listed = [...found.keys()].find((kind) => found.get(kind).length) ?? listed;
  const kinds = [...found].map(([kind, { length }]) =>
    made(
      "button",
      { type: "button", "data-kind": kind, "aria-pressed": String(kind === listed) },
      `${word(kind, place.lang)} `,
      made("span", { class: "number" }, String(length)),
    ),
  );
  replaceKeepingFocus(by("ui-kinds"), kinds, "kind");
  if (by("ui-lists").hidden) return;
  const rowsShown = found.get(listed);
  by("ui-count").textContent = rowsShown.length ? "" : word("none", place.lang);
  by("ui-rows").replaceChildren(
    ...rowsShown.map((each, index) => listRow(each, place.lang, place.pick, index === 0)),
  );
}

function announce(count) {
  const phase = place.phase ? labelOf(`phase:${place.phase}`, place.lang) : "";
  const filters = [
    ["group", "group"],
    ["channel", "via"],
    ["actor", "who"],
  ]
    .filter(([, name]) => place[name])
    .map(([of, name]) => labelOf(`${of}:${place[name]}`, place.lang));
  const name = [place.pick ? titleOf(place.pick, place.lang) : "", phase, ...filters]
    .filter(Boolean)
    .map((text) => text.replace(/\.$/, ""))
    .join(" · ");
  const said =
    count === null
      ? word("unlit", place.lang)
      : word(["lit-none", "lit-one"][count] ?? "lit", place.lang, { name, count, all: shown.parts.length });
  if (by("ui-status").textContent !== said) by("ui-status").textContent = said;
}

function play() {
  if (playing) return pause();
  const step = () => {
    const at = phases.findIndex((phase) => idOf(phase.key) === place.phase);
    if (at + 1 >= phases.length) return pause();
    return go({ phase: idOf(phases[at + 1].key) });
  };
  playing = setInterval(step, 1800);
  if (place.phase === idOf(phases.at(-1).key)) go({ phase: idOf(phases[0].key) });
  else step();
  return furnishPhases();
}

function pause() {
  clearInterval(playing);
  playing = null;
  furnishPhases();
}

function toPhase(at) {
  if (playing) pause();
  go({ phase: at ? idOf(phases[at - 1].key) : "" });
}

// Whoever types the beginning of a name is shown the list in which that is.
function search() {
  const typed = spelled(by("ui-search").value.trim());
  const isNamed = (each) =>
    bothLanguages([each.label])
      .flatMap(spelled)
      .some((name) => typed.some((way) => name.startsWith(way)));
  if (typed[0])
    listed =
      ["field", "actor", "channel"].find((kind) =>
        rowsFor(kind, place, typedWords(by("ui-search").value)).some(isNamed),
      ) ?? listed;
  furnishList();
}

// Up and down through a list; from its first row up to the search.
function walk(event) {
  const buttons = [...by("ui-rows").querySelectorAll(".row")];
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (to < 0) return by("ui-search").focus();
  buttons[at]?.setAttribute("tabindex", "-1");
  buttons[Math.min(to, buttons.length - 1)]?.setAttribute("tabindex", "0");
  buttons[Math.min(to, buttons.length - 1)]?.focus();
}

function close() {
  const left = place.pick;
  go({ pick: "" });
  const row = [...by("ui-rows").querySelectorAll(".row")].find((each) => each.dataset.go === left);
  (row ?? by("ui-search")).focus();
}

// First from what was typed, then from what was picked.
function back() {
  if (by("ui-search").value) {
    by("ui-search").value = "";
    furnishList();
  } else if (place.pick) close();
}

function clicked(event) {
  const goes = event.target.closest("[data-go]");
  if (goes) {
    if (goes.matches(".row")) by("ui-search").value = "";
    pick(goes.dataset.go);
  } else if (event.target.closest("#ui-close")) close();
  else if (event.target.closest("[data-kind]")) {
    listed = event.target.closest("[data-kind]").dataset.kind;
    furnishList();
  } else if (event.target.closest("[data-language-button]"))
    go({ lang: event.target.closest("[data-language-button]").dataset.languageButton });
  else if (event.target.closest("#ui-clear")) go(Object.fromEntries(FILTERS.map((name) => [name, ""])));
}

function zoomKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const wanted = { "+": zoom * STEP, "=": zoom * STEP, "-": zoom / STEP, 0: 1 }[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  zoomTo(wanted);
}

function zoomWheel(event) {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const frame = board.getBoundingClientRect();
  zoomTo(zoom * (event.deltaY < 0 ? STEP : 1 / STEP), event.clientX - frame.left, event.clientY - frame.top);
}

function listen() {
  const wasDragged = dragging();
  document.addEventListener("click", clicked);
  board.addEventListener("click", (event) => {
    const key = wasDragged() ? null : pickedAt(event.target);
    if (key) pick(key);
  });
  board.addEventListener("keydown", zoomKey);
  board.addEventListener("wheel", zoomWheel, { passive: false });
  by("ui-zoom-in").addEventListener("click", () => zoomTo(zoom * STEP));
  by("ui-zoom-out").addEventListener("click", () => zoomTo(zoom / STEP));
  by("ui-fit").addEventListener("click", () => zoomTo(1));
  by("ui-print").addEventListener("click", () => window.print());
  by("ui-play").addEventListener("click", play);
  by("ui-view").addEventListener("change", (event) => go({ view: event.target.value }));
  by("ui-phase").addEventListener("input", (event) => toPhase(Number(event.target.value)));
  by("ui-search").addEventListener("input", search);
  by("ui-search").addEventListener("keydown", (event) => event.key === "ArrowDown" && walk(event));
  by("ui-rows").addEventListener("keydown", walk);
  by("ui-filters-fields").addEventListener("change", (event) =>
    go({ [event.target.dataset.filter]: event.target.value }),
  );
  document.addEventListener("keydown", (event) => event.key === "Escape" && back());
  // One's own steps have been taken when the address tells of them.
  window.addEventListener("hashchange", () => addressOf(placeInAddress()) !== addressOf(place) && arrive());
  window.addEventListener("resize", measure);
}

sheetOf(START.view, START.lang); // the one that stands in the page
speak();
refresh(false);
listen();
