// What every page does besides playing: copy the feed's address.
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
})();
