// Shows topics by roadmaps as a table. A cell says its place in words, is shaded by it, and opens its quote below the row.

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".grid");
  const version = JSON.stringify(data);
  if (root.version === version) return;
  root.version = version;

  const legend = element("p", "legend");
  for (const [shade, text] of [[100, "early"], [55, ""], [20, "late"]]) legend.append(swatch(shade), ` ${text} `);
  legend.append(element("span", "swatch none"), " not named. A dashed frame: not on the way itself.");
  const table = element("table");
  const head = table.appendChild(element("thead")).appendChild(element("tr"));
  head.append(cellOf("th", "Topic", "col"), ...data.heads.map((name) => cellOf("th", name, "col")));
  const body = table.appendChild(element("tbody"));
  for (const row of data.rows) body.append(rowOf(row, data.heads, setTriggerValue));
  const port = element("div", "port");
  port.tabIndex = 0;
  port.setAttribute("role", "region");
  port.setAttribute("aria-label", "Topics by roadmaps");
  port.append(table);
  root.replaceChildren(legend, port);
}

function rowOf({ title, taught, cells }, heads, setTriggerValue) {
  const made = element("tr");
  const name = cellOf("th", title, "row");
  name.append(element("span", "taught", taught));
  made.append(name);
  cells.forEach((cell, i) => {
    const place = made.appendChild(element("td"));
    if (!cell.quote) {
      place.append(element("span", "absent", cell.text));
      return;
    }
    const open = place.appendChild(button(cell.aside ? "cell aside" : "cell", cell.text, () => toggle(open, made, heads, cell, setTriggerValue)));
    open.style.setProperty("--shade", `${Math.round(cell.shade * 0.45)}%`);
    open.setAttribute("aria-expanded", "false");
    open.setAttribute("aria-label", `${title} in ${heads[i]}: ${cell.text}. Show the quote`);
  });
  return made;
}

function toggle(open, row, heads, cell, setTriggerValue) {
  const was = open.getAttribute("aria-expanded") === "true";
  for (const other of row.querySelectorAll(".cell")) other.setAttribute("aria-expanded", "false");
  if (row.nextElementSibling?.classList.contains("opened")) row.nextElementSibling.remove();
  if (was) return;
  open.setAttribute("aria-expanded", "true");
  const made = element("tr", "opened");
  const place = made.appendChild(element("td"));
  place.colSpan = heads.length + 1;
  const figure = place.appendChild(quoteOf(cell.quote, setTriggerValue));
  figure.setAttribute("aria-live", "polite");
  row.after(made);
}

function swatch(shade) {
  const made = element("span", "swatch");
  made.style.setProperty("--shade", `${Math.round(shade * 0.45)}%`);
  return made;
}

function cellOf(tag, text, scope) {
  const made = element(tag, "", text);
  made.scope = scope;
  return made;
}
