// Builds one answer with its cards. Every string of the answer goes through text nodes: nothing in it can become markup.

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".answer");
  const version = JSON.stringify(data);
  if (root.version === version) return; // Streamlit calls again on every rerun: opened cards stay open
  const isNew = root.version === undefined;
  root.version = version;
  root.classList.toggle("problem", data.is_problem);

  const cards = new Map(data.cards.map((card) => [card.marker, cardOf(card)]));
  const markers = new Map();
  root.replaceChildren(...data.blocks.map((block) => blockOf(block, openCard)));
  if (data.note) root.append(element("p", "note", data.note));
  if (cards.size) root.append(element("div", "label", "Sources"), ...cards.values());
  if (data.uncited.length) root.append(uncitedOf(data.uncited));
  if (isNew) requestAnimationFrame(() => root.scrollIntoView({ block: "start" }));

  function openCard(number, marker) {
    const card = cards.get(number);
    markers.set(card, marker);
    card.open = true;
    card.querySelector("summary").focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    card.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  // Escape closes the card and leads back to the marker that opened it.
  root.onkeydown = (event) => {
    const card = event.target.closest("details.card");
    if (event.key !== "Escape" || !card) return;
    card.open = false;
    markers.get(card)?.focus();
  };

  function blockOf(block, open) {
    const outer = element(block.is_list ? "ul" : "p");
    block.lines.forEach((line, i) => {
      const inner = block.is_list ? outer.appendChild(element("li")) : outer;
      if (i && !block.is_list) outer.append(element("br"));
      fillLine(inner, line, open);
    });
    return outer;
  }

  // Markers are kept on one line with the word before them, unless it is very long, and the full stop after them.
  function fillLine(target, line, open) {
    let held = null;
    line.forEach((segment, i) => {
      if (segment.marker !== null) {
        held ??= target.appendChild(element("span", "held"));
        held.append(markerOf(segment, open));
        return;
      }
      let text = segment.text;
      if (held) {
        const closing = text.match(/^[.,;:!?)]*/)[0];
        held.append(closing);
        text = text.slice(closing.length);
        held = null;
      }
      if (segment.link) target.append(linkOf(segment.link, segment.text));
      else if (line[i + 1]?.marker != null) {
        const word = text.match(/\S{0,20}\s*$/)[0];
        target.append(text.slice(0, text.length - word.length));
        held = target.appendChild(element("span", "held"));
        held.append(word);
      } else target.append(text);
    });
  }

  function markerOf({ marker, text }, open) {
    const card = data.cards.find((c) => c.marker === marker);
    const button = element("button", "marker", text.slice(1, -1));
    button.type = "button";
    button.title = [card.title, card.path].filter(Boolean).join(" › ");
    button.setAttribute("aria-label", `Source ${marker}: ${button.title}`);
    button.onclick = () => open(marker, button);
    return button;
  }
}

function cardOf(card) {
  const details = element("details", "card");
  const summary = details.appendChild(element("summary"));
  summary.append(element("span", "number", String(card.marker)), whereOf(card));
  const quote = element("blockquote");
  quote.append(element("span", "around", card.before), element("mark", "", card.quote), element("span", "around", card.after));
  details.append(element("p", "basis", card.basis), quote);
  if (card.link) details.append(linkOf(card.link, card.link_text));
  return details;
}

function uncitedOf(passages) {
  const details = element("details", "uncited");
  details.append(element("summary", "", `Also retrieved (${passages.length})`));
  const list = details.appendChild(element("ol"));
  for (const passage of passages) {
    const item = list.appendChild(element("li"));
    item.append(whereOf(passage), element("p", "snippet", passage.text), element("p", "basis", passage.places));
  }
  return details;
}

function whereOf({ title, path }) {
  const where = element("span", "where");
  where.append(element("strong", "", title), path ? ` › ${path}` : "");
  return where;
}

function linkOf(address, text) {
  const link = element("a", "", text);
  link.href = address; // http or https with a plain host: ui/render.py lets nothing else through
  link.target = "_blank";
  link.rel = "noopener noreferrer nofollow";
  return link;
}

function element(tag, name = "", text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}
