// Without this script a chapter link opens the recording at its time; with it the player jumps.
(() => {
  "use strict";
  const audio = document.querySelector("audio");
  const chapters = [...document.querySelectorAll(".chapters [data-start]")];
  const start = (link) => Number(link.dataset.start);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-start]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    audio.currentTime = start(link);
    audio.play().catch(() => {}); // the browser may want a press on play first
  });

  audio.addEventListener("timeupdate", () => {
    const current = chapters.findLast((link) => start(link) <= audio.currentTime + 0.05);
    for (const link of chapters) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  });
})();
