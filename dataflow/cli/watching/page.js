// Shows what the server tells of the map, and its explorer; a new one takes the place of the old where one was in it.
"use strict";

const part = (id) => document.getElementById(id);
let drawn = 0;
let words = {};

function tell(state) {
  words = state.words;
  document.documentElement.lang = state.language;
  document.body.classList.toggle("broken", state.broken);
  document.title = state.heading;
  part("heading").textContent = state.heading;
  part("note").textContent = state.drawing ? words.drawing : state.broken && drawn ? words.older : "";
  part("summary").textContent = words.more;
  part("text").textContent = state.text;
  part("more").hidden = state.text === "";
  if (state.broken) part("more").open = true;
}

function exchange(number) {
  const [old] = part("maps").children;
  const frame = document.createElement("iframe");
  frame.className = "coming";
  frame.title = words.map;
  let address = "";
  try {
    address = old ? old.contentWindow.location.hash : location.hash;
  } catch {
    // A frame that could not be loaded has no address.
  }
  frame.addEventListener("load", () => {
    frame.className = "";
    for (const each of [...part("maps").children]) if (each !== frame) each.remove();
  });
  frame.src = `map${address}`;
  part("maps").append(frame);
  drawn = number;
}

async function refresh() {
  const answer = await fetch("state");
  const state = await answer.json();
  if (state.drawn !== drawn) exchange(state.drawn);
  tell(state);
}

const news = new EventSource("news");
let last = null;
news.addEventListener("message", (event) => {
  if (event.data === last) return;
  last = event.data;
  refresh().catch(() => {});
});
news.addEventListener("error", () => {
  last = null;
  part("note").textContent = words.gone ?? "";
});
