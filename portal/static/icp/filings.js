// Extras of the filing pages: every page does its work without this file.
(function () {
  "use strict";

  // The 24 hours of the text message, counted in the browser between two answers of the server.
  function count() {
    document.querySelectorAll("[data-countdown]").forEach(function (element) {
      var seconds = Math.max(0, Math.floor((Date.parse(element.dataset.countdown) - Date.now()) / 1000));
      var hours = Math.floor(seconds / 3600), minutes = Math.floor((seconds % 3600) / 60);
      element.textContent = hours + " h " + minutes + " min " + (seconds % 60) + " s";
    });
  }
  window.setInterval(count, 1000);

  // A moment that the server told in UTC, in the time of the person who reads it.
  function local() {
    document.querySelectorAll("time[data-local]").forEach(function (element) {
      // As the server writes it: 28 November 2026, 22:07.
      var language = document.documentElement.lang === "zh-Hans" ? "zh-Hans" : "en-GB";
      var style = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
      var told = new Date(element.dateTime).toLocaleString(language, style).replace(" at ", ", ");
      element.textContent = told + " (" + element.dataset.local + ")";
      element.removeAttribute("data-local");
    });
  }
  local();
  document.addEventListener("htmx:afterSettle", local);
})();
