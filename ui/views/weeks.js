// Shows a plan as a list of steps, each with its weeks as a bar on one axis and what its hours rest on.

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".weeks");
  const version = JSON.stringify(data);
  if (root.version === version) return;
  root.version = version;
  const axis = element("div", "axis");
  axis.setAttribute("aria-hidden", "true");
  for (const { left, text } of data.marks) {
    const mark = axis.appendChild(element("span", "", text));
    mark.style.left = `${left}%`;
  }
  const list = element("ol");
  list.append(...data.rows.map((row) => rowOf(row, setTriggerValue)));
  root.replaceChildren(axis, list);
}

function rowOf(row, setTriggerValue) {
  const made = element("li");
  const head = made.appendChild(element("div", "head"));
  head.append(element("strong", "", `${row.number}. ${row.title}`), element("span", "", `${row.when}, ${row.hours}`));
  const track = made.appendChild(element("div", "track"));
  const bar = track.appendChild(element("div", row.assumed ? "bar assumed" : "bar"));
  bar.style.left = `${row.left}%`;
  bar.style.width = `${row.width}%`;
  const fold = made.appendChild(element("details"));
  fold.append(element("summary", "", `${row.days}: ${row.assumed ? "the time is assumed" : "what the time rests on"}`));
  fold.append(element("p", "", row.rests), ...row.quotes.map((quote) => quoteOf(quote, setTriggerValue)));
  return made;
}
