// What all components of the pages build with. Every string goes through text nodes: nothing in it can become markup.

function element(tag, name = "", text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

function button(name, text, onclick) {
  const made = element("button", name, text);
  made.type = "button";
  made.onclick = onclick;
  return made;
}

function outwards(address, text) {
  const link = element("a", "", text);
  link.href = address; // http or https with a plain host: ui/render.py lets nothing else through
  link.target = "_blank";
  link.rel = "noopener noreferrer nofollow";
  return link;
}

// A way to a place in the library: a true address, which may be opened in another tab, and a click that stays on the page.
function placeOf(place, text, setTriggerValue) {
  const link = element("a", "place", text);
  const { document: id, start, end } = place;
  link.href = "library?" + new URLSearchParams(start === undefined || start === null ? { document: id } : { document: id, start, end });
  link.target = "_self";
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    setTriggerValue("opened", place);
  };
  return link;
}

function quoteOf(quote, setTriggerValue) {
  const figure = element("figure");
  figure.append(element("blockquote", "", quote.text));
  const caption = figure.appendChild(element("figcaption"));
  caption.append(element("span", "where", quote.where), " ");
  if (quote.place) caption.append(placeOf(quote.place, "Open it in the library", setTriggerValue));
  if (quote.link) caption.append(" ", outwards(quote.link.address, quote.link.text));
  return figure;
}
