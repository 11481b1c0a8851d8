/* "Copy link": the address of the page as it is, and a word on whether that worked. */
(function () {
  "use strict";

  const SAID = "copy-said";

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy-link");
    if (!button) return;
    const copied = await copy(location.href);
    say(copied ? button.dataset.copied : button.dataset.failed);
  });

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByHand(text); // no clipboard without https, or the browser has refused it
    }
  }

  function copyByHand(text) {
    const field = document.createElement("textarea");
    const before = document.activeElement;
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    before?.focus();
    return copied;
  }

  // Emptied first: a screen reader says only what is new.
  function say(words) {
    tell("");
    setTimeout(() => tell(words), 100);
  }

  function tell(words) {
    if (document.getElementById(SAID)) window.dash_clientside.set_props(SAID, { children: words });
  }
})();
