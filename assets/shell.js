/* What the shell needs a script for: a session that has ended, a lost connection, closing the language menu. */
(function () {
  "use strict";

  const send = window.fetch;

  // Dash shows nothing when a request fails, so the reader would wait for ever.
  window.fetch = async function (...request) {
    try {
      const reply = await send.apply(this, request);
      tellOffline(false);
      if (reply.status === 401) signIn();
      return reply;
    } catch (error) {
      if (!(error instanceof DOMException)) tellOffline(true); // an aborted request is no lost connection
      throw error;
    }
  };

  function tellOffline(offline) {
    const line = document.getElementById("shell-offline");
    if (line) line.hidden = !offline;
  }

  function signIn() {
    const here = location.pathname + location.search;
    location.assign("/login?next=" + encodeURIComponent(here));
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    shell: {
      markCurrentPage(path) {
        for (const link of document.querySelectorAll(".shell-nav a")) {
          if (link.getAttribute("href") === path) link.setAttribute("aria-current", "page");
          else link.removeAttribute("aria-current");
        }
        return path;
      },
    },
  });

  document.addEventListener("click", (event) => {
    closeMenus(event.target);
    if (event.target.closest(".shell-problem button")) window.dash_clientside.set_props("problem", { children: null });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus(null);
  });

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.shell-menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  }
})();
