/* What the shell needs a script for: going to another page without loading anew, a session that has ended, a lost
   connection, menus that close, and a theme that changes at once. */
(function () {
  "use strict";

  const MOVED = "_dashprivate_pushstate"; // what Dash's own links and addresses say when they have changed the address
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
    document.getElementById("shell-offline").hidden = !offline;
  }

  function signIn() {
    const here = location.pathname + location.search;
    location.assign("/login?next=" + encodeURIComponent(here));
  }

  /* --- Pages ------------------------------------------------------------------------------------------------ */

  function goTo(link) {
    closeMenus(null);
    document.getElementById("shell-pages").hidePopover?.();
    if (link.href === location.href) return;
    history.pushState(null, "", link.href);
    window.dispatchEvent(new CustomEvent(MOVED));
    window.scrollTo(0, 0);
    document.getElementById("main").focus({ preventScroll: true });
  }

  function markCurrentPage() {
    const { pathname } = location;
    for (const link of document.querySelectorAll(".shell-header .shell-link")) {
      const current = link.pathname === pathname;
      if (current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      if (current) document.getElementById("shell-current").textContent = link.textContent;
    }
  }

  window.addEventListener(MOVED, markCurrentPage);
  window.addEventListener("popstate", markCurrentPage);

  /* --- Menus and what is in them ------------------------------------------------------------------------------ */

  document.addEventListener("click", (event) => {
    closeMenus(event.target);
    if (event.target.closest(".shell-problem button")) window.dash_clientside.set_props("problem", { children: null });
    const link = event.target.closest("a.shell-link");
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain) return;
    event.preventDefault();
    goTo(link);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.shell-menu[open]");
    if (menu?.contains(document.activeElement)) menu.querySelector("summary").focus();
    closeMenus(null);
  });

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.shell-menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  }

  // The form alone would do; this way nothing has to be loaded anew.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".shell-themes");
    if (!form) return;
    event.preventDefault();
    const { submitter } = event;
    send(form.action, { method: "POST", body: new FormData(form, submitter), redirect: "manual" });
    document.documentElement.dataset.theme = submitter.value;
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === submitter));
    window.dispatchEvent(new Event("themechange"));
  });
})();
