// What the pages that list episodes do: play one in its row, continue one, search.
(() => {
  "use strict";
  const months = document.querySelector(".months");
  const pageOf = (row) => new URL(".", row.querySelector("a").href).href;

  // The player keeps where one was: [name, seconds, {link, title, length}], the last heard last.
  const begun = () => {
    try {
      const kept = JSON.parse(localStorage.getItem("podcast-player")).positions;
      return kept.filter(([, , about]) => about).map(([, time, about]) => ({ time, ...about }));
    } catch {
      return []; // nothing is kept, or the browser keeps nothing
    }
  };
  const clock = (seconds) => new Date(seconds * 1000).toISOString()
    .slice(seconds < 3600 ? 14 : 11, 19).replace(/^0/, "");

  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const link = (address, text) => make("a", { href: address, textContent: text });

  const playerFor = (row, audio) => {
    const made = document.createElement("podcast-player");
    const page = row.querySelector("a");
    const facts = {
      title: page.textContent,
      show: document.querySelector("meta[property='og:site_name']")?.content ?? "",
      artwork: document.querySelector("link[rel=icon]")?.href ?? "", link: pageOf(row),
      chapters: `${pageOf(row)}chapters.json`, peaks: `${pageOf(row)}peaks.json`,
      compact: "", hotkeys: "", dock: "",
    };
    for (const [name, value] of Object.entries(facts)) made.setAttribute(name, value);
    const title = make("h3", { slot: "title" }, link(page.href, page.textContent));
    const day = make("p", { slot: "subtitle", className: "meta" });
    day.append(row.querySelector("time").cloneNode(true));
    made.append(day, title, make("audio", { preload: "none", src: audio }));
    return made;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("a.play");
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey || !customElements.get("podcast-player")) return;
    event.preventDefault();
    const there = document.querySelector("podcast-player");
    if (there?.querySelector("audio").src === button.href) {
      there.player.toggle();
      return;
    }
    const row = button.closest("li");
    const made = playerFor(row, button.href);
    if (there) there.replaceWith(made);
    else months.before(made);
    const heading = document.querySelector("[data-other]");
    if (heading) heading.textContent = heading.dataset.other;
    made.player.playFrom(begun().find((each) => each.link === pageOf(row))?.time ?? 0);
  });

  const MOST_BEGUN = 3;
  const shelf = document.querySelector(".begun");
  if (shelf) {
    const here = new URL(".", location.href).href;
    const newest = document.querySelector("podcast-player")?.getAttribute("link");
    const rows = new Map([...months.querySelectorAll("li")].map((row) => [pageOf(row), row]));
    const entries = begun().reverse()
      .filter((each) => each.link.startsWith(here) && each.link !== new URL(newest, here).href)
      .slice(0, MOST_BEGUN)
      .map((each) => {
        const row = rows.get(each.link)?.cloneNode(true)
          ?? make("li", {}, link(`${each.link}index.html`, each.title), make("p", { className: "meta" }));
        const told = `听到 ${clock(each.time)}，共 ${clock(Math.round(each.length))}`;
        const day = row.querySelector("time");
        row.querySelector(".meta").replaceChildren(...(day ? [day] : []), make("span", { textContent: told }));
        row.append(make("progress", { max: each.length, value: each.time, ariaLabel: "已听" }));
        return row;
      });
    shelf.querySelector("ol").append(...entries);
    shelf.hidden = !entries.length;
  }

  const field = document.querySelector("#find");
  if (!field) return;
  const box = field.closest(".search");
  const told = box.querySelector("[role=status]");
  const results = document.querySelector(".results");
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
    row.querySelector("time").dateTime,
    [...row.querySelectorAll("a:not(.play), p:not(.meta)")].map((part) => part.textContent).join("；"), [],
  ]);
  const fetched = (part) => fetch(sources[part]).then((answer) => answer.json()).then(prepared);
  const instead = (part) => {
    delete asked[part]; // the next search asks again
    return Object.assign(prepared(part ? [] : listed()), { missing: true });
  };
  const load = (part) => (asked[part] ??= location.protocol === "file:"
    ? Promise.resolve(instead(part)) : fetched(part).catch(() => instead(part)));

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
