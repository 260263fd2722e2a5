// Plays single lines and chapters. Without this script the page shows everything all the same.
(() => {
  "use strict";
  const audio = document.querySelector("audio");
  const plots = [...document.querySelectorAll(".plot")];
  const seconds = Number(document.body.dataset.seconds);
  let pressed = null;
  let end = Infinity;

  const mark = (button) => {
    pressed?.removeAttribute("aria-pressed");
    pressed?.closest("tr")?.removeAttribute("aria-current");
    pressed = button;
    pressed?.setAttribute("aria-pressed", "true");
    pressed?.closest("tr")?.setAttribute("aria-current", "true");
  };

  const play = (from, to, button) => {
    end = to;
    mark(button);
    audio.currentTime = from;
    audio.play().catch(() => mark(null)); // the recording may have been moved
  };

  const watch = () => {
    if (audio.currentTime >= end) audio.pause();
    for (const plot of plots) {
      const head = plot.querySelector(".head");
      head.setAttribute("x1", `${(100 * audio.currentTime) / seconds}%`);
      head.setAttribute("x2", `${(100 * audio.currentTime) / seconds}%`);
      head.removeAttribute("visibility");
    }
    if (!audio.paused) requestAnimationFrame(watch);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-from]");
    if (!button) return;
    if (button === pressed) audio.pause();
    else play(Number(button.dataset.from), Number(button.dataset.to ?? Infinity), button);
  });

  for (const plot of plots) {
    plot.addEventListener("click", (event) => {
      const box = plot.getBoundingClientRect();
      play((seconds * (event.clientX - box.left)) / box.width, Infinity, null);
    });
  }

  audio.addEventListener("play", watch);
  audio.addEventListener("seeked", watch);
  audio.addEventListener("pause", () => {
    end = Infinity;
    mark(null);
  });
})();
