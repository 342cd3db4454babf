// Extras only: every page does its work without this file.
(function () {
  "use strict";

  var opener = null;

  document.addEventListener("click", function (event) {
    var close = event.target.closest("[data-close]");
    if (close) { close.closest("dialog").close(); return; }
    var open = event.target.closest("[data-dialog]");
    var dialog = open && document.getElementById(open.dataset.dialog);
    if (dialog && dialog.showModal && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      opener = open;
      dialog.showModal();
      return;
    }
    var copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      var source = copy.dataset.copy === "address" ? null : document.getElementById(copy.dataset.copy);
      var text = source ? (source.value || source.textContent).trim() : (copy.dataset.copyText || location.href);
      navigator.clipboard.writeText(text).then(function () { announce(copy.dataset.copied || ""); copy.dataset.state = "copied"; });
      event.preventDefault();
      return;
    }
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });

  document.addEventListener("close", function (event) {
    if (event.target.tagName === "DIALOG" && opener) { opener.focus(); opener = null; }
  }, true);

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    var menu = document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // A form is sent once: the button keeps its width and its focus while the answer is awaited.
  document.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!button || event.target.target || event.target.hasAttribute("hx-post")) { return; }
    if (button.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
    button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("[aria-busy=true]").forEach(function (element) { element.removeAttribute("aria-busy"); });
  });

  // Where the browser cannot copy, the button would promise what it cannot do.
  document.querySelectorAll("[data-copy]").forEach(function (button) { button.hidden = !navigator.clipboard; });
  document.querySelectorAll("select[data-submit]").forEach(function (select) {
    select.addEventListener("change", function () { select.form.requestSubmit(); });
  });

  // Whoever has chosen no time zone yet is offered that of the browser, to be seen and saved by them.
  document.querySelectorAll("select[data-browser-zone]").forEach(function (select) {
    if (!select.value) { select.value = Intl.DateTimeFormat().resolvedOptions().timeZone || ""; }
    if (select.selectedIndex < 0) { select.selectedIndex = 0; }
  });

  function announce(text) {
    var region = document.getElementById("announce");
    if (region && text) { region.textContent = text; }
  }

  function focusMarked(root) {
    var target = root.matches && root.matches("[data-focus]") ? root : root.querySelector && root.querySelector("[data-focus]");
    if (target) { target.focus(); }
  }
  focusMarked(document);
  document.addEventListener("htmx:afterSettle", function (event) { focusMarked(event.target); });

  // A part of the page that moves by itself (data-poll="2" hx-trigger="poll" hx-sync="this:drop") asks again after so many
  // seconds while it is looked at, and every 20 seconds in a hidden tab. Whoever comes back is answered at once.
  // The count runs by id, since each answer brings a new element. An answer 286 brings one without data-poll.
  var HIDDEN_SECONDS = 20;
  var opened = Date.now(), asked = {};
  function poll() {
    document.querySelectorAll("[data-poll]").forEach(function (part) {
      var seconds = document.visibilityState === "visible" ? Number(part.dataset.poll) : HIDDEN_SECONDS;
      var last = part.id in asked ? asked[part.id] : opened;
      if (!window.htmx || Date.now() - last < seconds * 1000) { return; }
      asked[part.id] = Date.now();
      htmx.trigger(part, "poll");
    });
  }
  window.setInterval(poll, 250);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState !== "visible") { return; }
    opened = 0;
    asked = {};
    poll();
  });

  // A request that gets no answer is said in words; the asking goes on.
  document.addEventListener("htmx:sendError", function (event) { lost(event.target, true); });
  document.addEventListener("htmx:afterOnLoad", function (event) { lost(event.target, false); });
  function lost(element, isLost) {
    var note = element.closest && element.closest("[data-live-region]");
    note = note && note.querySelector("[data-lost]");
    if (note) { note.hidden = !isLost; }
  }

  // Seconds that pass between two answers of the server; hidden from assistive technology by the page.
  window.setInterval(function () {
    document.querySelectorAll("[data-since]").forEach(function (element) {
      var seconds = Math.max(0, Math.floor((Date.now() - Date.parse(element.dataset.since)) / 1000));
      var rest = String(seconds % 60).padStart(2, "0");
      element.textContent = Math.floor(seconds / 60) + ":" + rest;
    });
  }, 1000);
})();
