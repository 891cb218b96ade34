// Where one is: which view, in which language, what is picked and what the lists are narrowed to. It stands in the
// address behind the #, so that every place has a link, and the way back leads through the places where one was.

const PICKABLE = ["field", "actor", "finding", "channel", "own", "mark"];
const FILTERS = ["group", "via", "who", "severity", "code"];
const START = Object.freeze({
  view: contents.plates[0].id,
  lang: contents.language,
  pick: "",
  phase: "",
  ...Object.fromEntries(FILTERS.map((name) => [name, ""])),
});

function placeInAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const place = { ...START };
  for (const kind of PICKABLE) if (given.get(kind)) place.pick = `${kind}:${given.get(kind)}`;
  for (const name of ["phase", ...FILTERS]) place[name] = given.get(name) ?? "";
  if (["en", "da"].includes(given.get("lang"))) place.lang = given.get("lang");
  if (contents.plates.some((plate) => plate.id === given.get("view"))) place.view = given.get("view");
  return known(place);
}

// A link may be older than the map: what is no longer there is left out of it.
function known(place) {
  const kind = kindOf(place.pick);
  if (place.pick && kind !== "mark" && !things.has(place.pick) && !remarks.has(place.pick)) place.pick = "";
  if (!things.has(`phase:${place.phase}`)) place.phase = "";
  for (const [name, of] of [
    ["group", "group"],
    ["via", "channel"],
    ["who", "actor"],
  ])
    if (!things.has(`${of}:${place[name]}`)) place[name] = "";
  if (!SEVERITIES.includes(place.severity)) place.severity = "";
  if (!(place.code in contents.codes)) place.code = "";
  return place;
}

function addressOf(place) {
  const fragment = new URLSearchParams();
  if (place.pick) fragment.set(kindOf(place.pick), idOf(place.pick));
  for (const name of ["phase", ...FILTERS, "view", "lang"])
    if (place[name] !== START[name]) fragment.set(name, place[name]);
  return `#${fragment}`;
}

// What is picked and which view is shown are steps that one goes back; a slider and filters are not.
function goTo(place, isStep) {
  const address = addressOf(place);
  if (address === (location.hash || "#")) return;
  if (isStep) location.hash = address;
  else location.replace(address);
}
