// Shows sections of items with their quotes folded under them. Opened folds stay open over Streamlit's reruns.

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".sheet");
  const version = JSON.stringify(data);
  if (root.version === version) return;
  root.version = version;
  root.replaceChildren(...data.sections.map((section) => sectionOf(section, data.level, setTriggerValue)));
  if (data.come) requestAnimationFrame(() => root.scrollIntoView({ block: "nearest" }));
}

function sectionOf({ title, note, items }, level, setTriggerValue) {
  const made = element("section");
  if (title) made.append(element(`h${level}`, "", title));
  if (note) made.append(element("p", "note", note));
  if (!items.length) return made;
  const list = made.appendChild(element("ul"));
  for (const one of items) list.append(itemOf(one, setTriggerValue));
  return made;
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
