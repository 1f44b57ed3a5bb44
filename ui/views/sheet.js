// Shows sections of items with their quotes folded under them. Opened folds stay open over Streamlit's reruns.

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".sheet");
  const version = JSON.stringify(data);
  if (root.version === version) return;
  root.version = version;
  root.replaceChildren(...data.sections.map((section) => sectionOf(section, data.level, setTriggerValue)));
  requestAnimationFrame(() => {
    // On a narrow screen what was chosen above opens out of sight.
    if (data.come && root.getBoundingClientRect().top > 0.8 * innerHeight) root.scrollIntoView({ block: "start" });
  });
}

function sectionOf({ title, note, items, most }, level, setTriggerValue) {
  const made = element("section");
  if (title) made.append(element(`h${level}`, "", title));
  if (note) made.append(element("p", "note", note));
  if (!items.length) return made;
  const shown = items.length > most + 1 ? items.slice(0, most) : items;
  made.append(listOf(shown, setTriggerValue));
  if (shown.length === items.length) return made;
  const fold = made.appendChild(element("details"));
  fold.append(element("summary", "", `${items.length - most} more`), listOf(items.slice(most), setTriggerValue));
  return made;
}

function listOf(items, setTriggerValue) {
  const list = element("ul");
  for (const one of items) list.append(itemOf(one, setTriggerValue));
  return list;
}

function itemOf({ title, text, quotes, place }, setTriggerValue) {
  const made = element("li");
  const head = made.appendChild(element("div", "head"));
  if (place) head.append(placeOf(place, title, setTriggerValue));
  else head.append(element("strong", "", title));
  if (text) made.append(element("div", "text", text));
  if (!quotes.length) return made;
  const fold = made.appendChild(element("details"));
  fold.append(element("summary", "", quotes.length === 1 ? "The quote" : `The ${quotes.length} quotes`));
  fold.append(...quotes.map((quote) => quoteOf(quote, setTriggerValue)));
  return made;
}
