// The explorer opens over the report, at what was clicked; what is picked there leads back to the report.

const by = (id) => document.getElementById(id);
const PICKABLE = ["finding", "field", "actor"];
let opener = null;

function open(place) {
  const frame = by("frame");
  by("explorer").hidden = false;
  document.body.classList.add("exploring");
  if (frame.srcdoc) return go(place);
  frame.addEventListener("load", () => {
    frame.contentWindow.addEventListener("hashchange", arrived);
    go(place);
  });
  frame.srcdoc = JSON.parse(by("explorer-source").textContent);
}

function go(place) {
  by("frame").contentWindow.location.hash = `#${place}`;
  by("frame").focus();
}

function arrived() {
  const told = new URLSearchParams(by("frame").contentWindow.location.hash.slice(1));
  const anchors = PICKABLE.filter((kind) => told.get(kind)).map((kind) => `${kind}-${told.get(kind)}`);
  const anchor = anchors.find((each) => by(each));
  by("found").hidden = !anchor;
  if (anchor) by("found").href = `#${anchor}`;
}

function close() {
  by("explorer").hidden = true;
  document.body.classList.remove("exploring");
}

by("explore")?.addEventListener("click", (event) => {
  opener = event.target;
  open("");
});
by("back").addEventListener("click", () => {
  close();
  opener?.focus();
});
by("found").addEventListener("click", close);
for (const button of document.querySelectorAll("[data-explore]"))
  button.addEventListener("click", () => {
    opener = button;
    open(button.dataset.explore);
  });
