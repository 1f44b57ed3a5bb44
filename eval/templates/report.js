"use strict";
const passages = JSON.parse(document.getElementById("passages").textContent);
const asked = [...document.querySelectorAll("details.asked")];
const filter = document.querySelector(".filter");
const words = new Map(asked.map((one) => [one, one.textContent.toLowerCase()]));

function apply() {
  const { type, split, verdict, text } = Object.fromEntries(new FormData(filter));
  const sought = text.trim().toLowerCase();
  let shown = 0;
  for (const one of asked) {
    const its = one.dataset;
    const fits = (!type || its.type === type) && (!split || its.split === split)
      && (!verdict || its.verdict === verdict) && (!sought || words.get(one).includes(sought));
    one.hidden = !fits;
    shown += fits;
  }
  filter.querySelector("output").textContent = `${shown} of ${asked.length}`;
}

// The texts of passages are put in as text, never as markup, when a question is opened.
function open(one) {
  for (const list of one.querySelectorAll("ol[data-passages]:empty")) {
    for (const id of JSON.parse(list.dataset.passages)) {
      const [place, text] = passages[id];
      const item = document.createElement("li");
      const fold = document.createElement("details");
      fold.className = "passage";
      fold.append(document.createElement("summary"), document.createElement("div"));
      fold.firstChild.textContent = place;
      fold.lastChild.textContent = text;
      item.append(fold);
      list.append(item);
    }
  }
}

filter.addEventListener("input", apply);
filter.addEventListener("submit", (event) => event.preventDefault());
for (const one of asked) one.addEventListener("toggle", () => one.open && open(one));
if (location.hash) {
  const one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (one) { one.open = true; one.scrollIntoView(); }
}
apply();
