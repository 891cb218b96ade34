// What stands beside the drawing: the lists, and what there is to read of the thing that is picked.

// An element with its attributes and children; texts become text, never markup.
function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute === "onclick") element.addEventListener("click", value);
    else if (value !== undefined && value !== null && value !== false)
      element.setAttribute(attribute, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const SYMBOLS = {
  error: "●",
  warning: "▲",
  info: "○",
  waived: "–",
  met: "✓",
  unmet: "✗",
  possible: "?",
  records: "●",
  "works-out": "●",
  passes: "→",
  blocked: "×",
  uses: "•",
  planned: "+",
  unsettled: "?",
  kept: "•",
  needs: "•",
  finding: "•",
};

function symbol(role, language) {
  const name = contents.words[`role-${role}`] ? `role-${role}` : contents.words[role] ? role : null;
  const sign = made("span", { class: `symbol ${role}`, "aria-hidden": "true" }, SYMBOLS[role] ?? "•");
  return name ? [sign, made("span", { class: "unseen" }, `${word(name, language)}: `)] : [sign];
}

// A thing that one can go to.
function link(key, language, label = labelOf(key, language)) {
  return made("button", { type: "button", class: "link", "data-go": key }, label);
}

function links(keys, language) {
  return made("ul", { class: "links" }, ...keys.map((key) => made("li", {}, link(key, language))));
}

// What the reader can open, and is made only then: a role may have a hundred members.
function opening(summary, attributes, make) {
  const element = made("details", attributes, made("summary", {}, summary));
  element.addEventListener("toggle", () => element.children.length === 1 && element.append(make()));
  return element;
}

function line(item, language, beside) {
  if (item.role === "finding") return findingLine(remarks.get(item.lead), language, beside);
  const text = inLanguage(contents.texts[item.text], language);
  const parts = [...symbol(item.role, language)];
  const lead = item.lead ? [link(item.lead, language), " "] : [];
  const body = item.links ? opening(text, {}, () => links(keysOf(item.links), language)) : made("span", {}, text);
  return made("li", { class: `line ${item.role}` }, ...parts, made("div", {}, ...lead, body));
}

// A finding beside a thing: what else it is about, and what kind of finding it is.
function findingLine(remark, language, beside) {
  const others = namedBy(remark)
    .filter((key) => key !== beside)
    .map((key) => labelOf(key, language));
  const kind = inLanguage(joined([contents.codes[remark.code]?.title, remark.state]), language);
  const name = link(remark.key, language, others.join(" · ") || kind);
  return made(
    "li",
    { class: "line" },
    ...symbol(signOf(remark), language),
    made("div", {}, name, made("span", { class: "row-kicker" }, kind)),
  );
}

function passage(section, language, beside) {
  const title = inLanguage(contents.texts[section.title], language);
  const heading = section.key ? link(section.key, language, title) : title;
  return made(
    "section",
    {},
    made("h3", {}, heading),
    made("ul", { class: "lines" }, ...section.lines.map((each) => line(each, language, beside))),
  );
}

function aboutThing(thing, language) {
  const isQuiet = !thing.about && !thing.members && !thing.passages;
  const count = thing.members?.length;
  const members = thing.members
    ? opening(word(count === 1 ? "member" : "members", language, { count }), { class: "members" }, () =>
        made("ul", {}, ...thing.members.map((member) => made("li", {}, inLanguage(member, language)))),
      )
    : null;
  return [
    thing.about ? made("p", { class: "about" }, inLanguage(thing.about, language)) : null,
    members,
    ...(thing.passages ?? []).map((each) => passage(each, language, thing.key)),
    isQuiet ? made("p", { class: "about" }, word("nothing", language)) : null,
  ];
}

function aboutRemark(remark, language) {
  const code = contents.codes[remark.code];
  const part = (title, text) => [made("h3", {}, word(title, language)), made("p", {}, inLanguage(text, language))];
  return [
    made("p", {}, inLanguage(remark.message, language)),
    ...(remark.notes ?? []).map((note) => made("p", { class: "note" }, inLanguage(note, language))),
    ...(remark.hint ? part("repair", remark.hint) : []),
    ...(remark.about ? [made("h3", {}, word("about", language)), links(remark.about, language)] : []),
    ...(code
      ? [
          ...part("explanation", code.what),
          ...part("why", code.why),
          ...part("fix", code.fix),
          ...part("false-positives", code.false_positives),
        ]
      : []),
  ];
}

// A part of the drawing: all that it is about, by kind.
function aboutPart(part, language) {
  return ["finding", "actor", "channel", "phase", "field"].flatMap((kind) => {
    const keys = [...part.about]
      .filter((key) => kindOf(key) === kind && order.has(key)) // no members: they are named by their role
      .sort((one, other) => order.get(one) - order.get(other));
    return keys.length
      ? [made("h3", {}, word(kind === "phase" ? "phases" : kind, language)), links(keys, language)]
      : [];
  });
}

const pickedPart = (pick) => shown.parts.find((part) => part.mark === idOf(pick));

function titleOf(pick, language) {
  if (kindOf(pick) !== "mark") return labelOf(pick, language);
  return pickedPart(pick)?.element.querySelector("title")?.textContent ?? idOf(pick);
}

// Everything that is to be read of what is picked.
function details(pick, language) {
  const kind = kindOf(pick);
  const remark = remarks.get(pick);
  const part = kind === "mark" ? pickedPart(pick) : null;
  const kicker = remark
    ? [
        ...symbol(signOf(remark), language),
        `${remark.code} · ${inLanguage(contents.codes[remark.code]?.title, language)}`,
      ]
    : [kickerOf(pick, kind, language)];
  const body = remark
    ? aboutRemark(remark, language)
    : part
      ? aboutPart(part, language)
      : things.has(pick)
        ? aboutThing(things.get(pick), language)
        : [];
  const id = kind === "mark" || remark ? null : made("p", { class: "id" }, idOf(pick));
  return [
    made("button", { type: "button", class: "close", id: "ui-close" }, `← ${word("close", language)}`),
    made("p", { class: "kicker" }, ...kicker),
    made(
      "h2",
      { id: "ui-details-title", tabindex: "-1", class: kind === "mark" ? "sentence" : null },
      titleOf(pick, language),
    ),
    id,
    ...body,
  ].filter(Boolean);
}

function kickerOf(pick, kind, language) {
  return [word(`one-${kind}`, language), inLanguage(things.get(pick)?.kicker, language)]
    .filter(Boolean)
    .join(" · ");
}

// The rows of a list that the filters and the search let in.
function rowsFor(kind, place, typed) {
  const keys = [
    ["group", "group"],
    ["channel", "via"],
    ["actor", "who"],
    ["phase", "phase"],
  ]
    .filter(([, name]) => place[name])
    .map(([of, name]) => `${of}:${place[name]}`);
  const all =
    kind === "mark"
      ? markRows()
      : kind === "actor" && typed.length
        ? [...rows.get(kind), ...memberRows]
        : rows.get(kind);
  return all.filter(
    (each) =>
      keys.every((key) => each.within.has(key) || (kind === "mark" && isAbout(each.part, key))) &&
      (kind !== "finding" ||
        ((!place.severity || each.severity === place.severity) && (!place.code || each.code === place.code))) &&
      matches(each, typed),
  );
}

// Arrows and cells have no other name than what they show.
function markRows() {
  shown.rows ??= shown.parts
    .filter((part) => !part.own)
    .map((part) => {
      const title = part.element.querySelector("title")?.textContent ?? part.mark;
      return row(`mark:${part.mark}`, title, null, [title], part.about, { part });
    });
  return shown.rows;
}

function listRow(each, language, picked, isFirst) {
  const kicker = each.memberOf
    ? word("member-of", language, { role: inLanguage(each.memberOf, language) })
    : inLanguage(each.kicker, language);
  return made(
    "li",
    {},
    made(
      "button",
      {
        type: "button",
        class: "row",
        "data-go": each.key,
        tabindex: isFirst ? "0" : "-1",
        "aria-current": each.key === picked ? "true" : null,
      },
      ...(each.sign ? symbol(each.sign, language) : []),
      made(
        "span",
        { class: "row-words" },
        made("span", { class: "row-label" }, inLanguage(each.label, language)),
        kicker ? made("span", { class: "row-kicker" }, kicker) : null,
      ),
    ),
  );
}
