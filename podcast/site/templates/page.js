// What the pages do besides playing: copy the feed's address, search in the list of episodes.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.done;
      } catch {
        getSelection().selectAllChildren(document.querySelector(".feed"));
      }
    });
  }

  const field = document.querySelector("#find");
  if (!field) return;
  const box = field.closest(".search");
  const told = box.querySelector("[role=status]");
  const results = document.querySelector(".results");
  const months = document.querySelector(".months");
  const MOST = 60;
  box.hidden = false;

  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const prepared = (rows) => rows.map(([date, title, items]) => ({
    date, title, items: items.map(([number, headline]) => ({ number, headline, text: fold(headline) })),
    text: fold(title),
  }));
  // the newest years, then each older one, which is fetched when those before do not suffice
  const sources = [...document.querySelectorAll("[data-source]")].map((each) => each.dataset.source);
  const asked = [];
  // from a disk a page may not read other files: its own list has the titles
  const listed = () => [...months.querySelectorAll("li")].map((row) => [
    row.querySelector("time").dateTime, row.querySelector("a").textContent, [],
  ]);
  const fetched = (part) => fetch(sources[part]).then((answer) => answer.json()).then(prepared);
  const instead = (part) => {
    delete asked[part]; // the next search asks again
    return Object.assign(prepared(part ? [] : listed()), { missing: true });
  };
  const load = (part) => (asked[part] ??= location.protocol === "file:"
    ? Promise.resolve(instead(part)) : fetched(part).catch(() => instead(part)));

  const link = (address, text) => {
    const made = document.createElement("a");
    made.href = address;
    made.textContent = text;
    return made;
  };
  const row = ({ date, title }, items) => {
    const made = document.createElement("li");
    const day = document.createElement("p");
    day.className = "meta";
    day.textContent = date;
    made.append(link(`${date}/index.html`, title), day);
    for (const { number, headline } of items) {
      const hit = document.createElement("p");
      hit.append(link(`${date}/index.html#item-${number}`, headline));
      made.append(hit);
    }
    return made;
  };
  const search = async () => {
    const wanted = fold(field.value);
    results.hidden = !wanted;
    months.hidden = Boolean(wanted);
    told.textContent = "";
    const found = [];
    let missing = false;
    for (let part = 0; wanted && part < sources.length && found.length < MOST; part += 1) {
      const episodes = await load(part);
      missing ||= Boolean(episodes.missing);
      if (wanted !== fold(field.value)) return; // typed on meanwhile
      for (const episode of episodes) {
        const items = episode.items.filter(({ text }) => text.includes(wanted));
        if (items.length || episode.text.includes(wanted)) found.push(row(episode, items));
        if (found.length === MOST) break;
      }
      results.replaceChildren(...found);
    }
    if (wanted && missing) told.textContent = field.dataset.partly;
    else if (wanted && !found.length) told.textContent = field.dataset.none;
  };
  field.addEventListener("focus", () => load(0), { once: true });
  field.addEventListener("input", search);
})();
