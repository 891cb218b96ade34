// Every kind of step in the explorer, taken and timed (bench/clicking.py).
async () => {
  const settled = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const contents = JSON.parse(document.getElementById("ui-contents").textContent);
  const go = (place) => {
    location.hash = place;
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  };
  const type = (text) => {
    document.getElementById("ui-search").value = text;
    document.getElementById("ui-search").dispatchEvent(new Event("input"));
  };
  const press = (selector) => document.querySelector(selector).click();
  const steps = [];
  const measure = async (kind, before, step) => {
    let best = Infinity;
    for (let round = 0; round < 5; round += 1) {
      before();
      await settled();
      const start = performance.now();
      step();
      document.body.getBoundingClientRect();
      best = Math.min(best, performance.now() - start);
    }
    steps.push([kind, best]);
  };
  const keys = [...contents.things, ...contents.remarks].map((each) => each.key.replace(":", "="));
  const quarter = (kind) => keys.filter((key) => key.startsWith(kind)).filter((_, index) => index % 4 === 0);
  for (const word of ["a", "aa", "aarhus", "kommune", "blodtryk"])
    await measure(
      "type in the search",
      () => type(""),
      () => type(word),
    );
  type("");
  for (const kind of ["field", "actor", "channel", "mark", "finding"])
    await measure(
      "open a list",
      () => press("#ui-kinds [data-kind=actor]"),
      () => press(`#ui-kinds [data-kind=${kind}]`),
    );
  for (const plate of contents.plates) {
    const view = `&view=${plate.id}`;
    for (const key of [
      ...quarter("field"),
      ...quarter("finding"),
      ...keys.filter((key) => key.startsWith("actor")),
    ])
      await measure(
        `pick ${key.startsWith("actor") ? "an" : "a"} ${key.split("=")[0]}`,
        () => go(view),
        () => go(key + view),
      );
    for (const thing of contents.things.filter((each) => each.key.startsWith("phase:")))
      await measure(
        "move the slider",
        () => go(view),
        () => go(thing.key.replace(":", "=") + view),
      );
    for (const thing of contents.things.filter((each) => each.key.startsWith("group:")))
      await measure(
        "filter",
        () => go(view),
        () => go(thing.key.replace(":", "=") + view),
      );
    await measure(
      "change the view",
      () => go(`view=${contents.plates.at(-1 - contents.plates.indexOf(plate)).id}`),
      () => go(view),
    );
    for (const language of ["en", "da"])
      await measure(
        "change the language",
        () => go(view),
        () => go(`${view}&lang=${language}`),
      );
  }
  return steps;
};
