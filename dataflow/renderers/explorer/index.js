// What there is in the map, and how it is named and found.

const contents = JSON.parse(document.getElementById("ui-contents").textContent);

// A text is a string, or English and Danish.
function inLanguage(text, language) {
  return Array.isArray(text) ? text[language === "da" ? 1 : 0] : (text ?? "");
}

function word(name, language, blanks = {}) {
  return inLanguage(contents.words[name], language).replace(/\{(\w+)\}/g, (_, blank) => blanks[blank]);
}

const kindOf = (key) => key.slice(0, key.indexOf(":"));
const idOf = (key) => key.slice(key.indexOf(":") + 1);

// How one spells Danish without its letters, both ways that people do: koege and koge for Køge, aalborg for Ålborg.
function spelled(text) {
  const plain = text.toLowerCase().replaceAll("æ", "ae").normalize("NFD");
  const long = plain.replaceAll("ø", "oe").replaceAll("a\u030a", "aa");
  const short = plain.replaceAll("ø", "o");
  return [long, short].map((each) => each.replace(/\p{Mn}/gu, ""));
}

const bothLanguages = (texts) => texts.flatMap((text) => (Array.isArray(text) ? text : [text ?? ""]));

// A row of a list: what it opens, and all the words by which it is found.
function row(key, label, kicker, searched, within, more = {}) {
  const words = [...bothLanguages(searched), idOf(key)].flatMap(spelled).join("\n");
  return { key, kind: kindOf(key), label, kicker, words, within: new Set(within), ...more };
}

// Among the contents a thing is named by its number where many are named.
const keysOf = (numbers) => (numbers ?? []).map((number) => contents.things[number].key);
for (const thing of contents.things) thing.within = keysOf(thing.within);

const things = new Map(contents.things.map((thing) => [thing.key, thing]));
const order = new Map([...contents.things, ...contents.remarks].map((each, index) => [each.key, index]));
const remarks = new Map(contents.remarks.map((remark) => [remark.key, remark]));

function rowOfThing(thing) {
  return row(
    thing.key,
    thing.label,
    thing.kicker,
    [thing.label, thing.kicker, thing.about, ...(thing.own ?? [])],
    [thing.key, ...thing.within],
  );
}

// The members of a role are found by name, and open the role.
function rowsOfMembers(thing) {
  return (thing.members ?? []).map((member) =>
    row(thing.key, member, null, [member], [thing.key, ...thing.within], { memberOf: thing.label }),
  );
}

// A finding is listed by what it is about, as its message is long: the field, then who and when.
function rowOfRemark(remark) {
  const code = contents.codes[remark.code];
  const about = (remark.about ?? []).flatMap((key) => [key, ...groupsOf(key)]);
  const named = namedBy(remark);
  const [label, ...others] = named.map((key) => things.get(key)?.label ?? idOf(key));
  const searched = [remark.message, code?.title, remark.code, ...named.map(idOf), label, ...others];
  return row(remark.key, label ?? remark.message, joined([...others, code?.title, remark.state]), searched, about, {
    severity: remark.severity,
    sign: signOf(remark),
    code: remark.code,
  });
}

// The symbol of a finding: of its severity where it is certain, and nobody has accepted it.
function signOf(remark) {
  return remark.sign ?? remark.severity;
}

// The keys of what a finding is about, the most telling first.
function namedBy(remark) {
  return ["field", "channel", "actor", "phase"].flatMap((kind) =>
    (remark.about ?? []).filter((key) => kindOf(key) === kind),
  );
}

// Several texts as one, in both languages.
function joined(texts) {
  const given = texts.filter(Boolean);
  return ["en", "da"].map((language) => given.map((text) => inLanguage(text, language)).join(" · "));
}

const groups = new Map(
  contents.things
    .filter((thing) => kindOf(thing.key) === "field")
    .map((thing) => [thing.key, thing.within.filter((each) => kindOf(each) === "group")]),
);
const groupsOf = (key) => groups.get(key) ?? [];

const SEVERITIES = ["error", "warning", "info"]; // the gravest first
const ofKind = (kind) => contents.things.filter((thing) => kindOf(thing.key) === kind);
// The author's own keys of what has no list have one where there are any.
const KINDS = ["finding", "field", "actor", "channel", ...(ofKind("own").length ? ["own"] : [])];
const phases = ofKind("phase");
const rows = new Map([
  [
    "finding",
    SEVERITIES.flatMap((severity) => contents.remarks.filter((remark) => remark.severity === severity)).map(
      rowOfRemark,
    ),
  ],
  ["field", ofKind("field").map(rowOfThing)],
  ["actor", ofKind("actor").map(rowOfThing)],
  ["channel", ofKind("channel").map(rowOfThing)],
  ["own", ofKind("own").map(rowOfThing)],
]);
const memberRows = ofKind("actor").flatMap(rowsOfMembers);

function labelOf(key, language) {
  const remark = remarks.get(key);
  if (!remark) return inLanguage(things.get(key)?.label ?? idOf(key), language);
  const named = namedBy(remark).map((each) => labelOf(each, language));
  return named.join(" · ") || inLanguage(contents.codes[remark.code]?.title ?? remark.code, language);
}

// Every word that was typed must be there, in any of the ways to spell it.
function matches(candidate, typed) {
  return typed.every((ways) => ways.some((way) => candidate.words.includes(way)));
}

const typedWords = (query) => query.split(/\s+/).filter(Boolean).map(spelled);
