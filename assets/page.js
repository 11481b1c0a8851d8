/* What only the browser can do for a page: follow links without loading it anew, know its width, make pictures. */
(function () {
  "use strict";

  // Below this the words over narrow target bands would run into each other.
  const narrow = window.matchMedia("(max-width: 1060px)");
  const width = () => (narrow.matches ? "narrow" : "wide");

  narrow.addEventListener("change", () => {
    const page = document.querySelector("[data-window]");
    if (page) window.dash_clientside.set_props(page.dataset.window, { data: width() });
  });

  // A link to another question changes the address; page and controls follow it. With a modifier key, or from
  // another page, it is the link that it looks like.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ask");
    const page = link && link.closest("[data-address]");
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!page || !plain || link.pathname !== location.pathname) return;
    event.preventDefault();
    keepPlace(link);
    window.dash_clientside.set_props(page.dataset.address, { search: link.search });
  });

  // The answer is drawn anew, and with it the link that was followed: the keyboard's place goes to the link that
  // took its place, or to the answer itself where there is none.
  function keepPlace(link) {
    const answer = link.closest(".card-answer");
    if (!answer) return;
    const observer = new MutationObserver(() => {
      if (answer.contains(document.activeElement)) return;
      const same = [...answer.querySelectorAll("a.ask")].find((other) => other.textContent === link.textContent);
      (same || answer).focus({ preventScroll: true });
      observer.disconnect();
    });
    observer.observe(answer, { childList: true, subtree: true });
  }

  function save(format) {
    const scale = format === "png" ? 2 : 1;
    return function (clicks, picture) {
      if (clicks && picture) window.nordicscir.plotly().then((Plotly) => {
        const figure = window.nordicscir.inTheme(picture.figure, "light");
        const { width, height } = figure.layout;
        Plotly.downloadImage(figure, { format, width, height, scale, filename: picture.name });
      });
      return window.dash_clientside.no_update;
    };
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    page: { watchWindow: width, save_png: save("png"), save_svg: save("svg") },
  });
})();
