// Extras of the network pages: every page does its work without this file.
(function () {
  "use strict";

  // The notes beside the fields came from the server; the fields themselves stayed, so they are told here.
  function mark() {
    var bad = {};
    document.querySelectorAll("#draft [data-bad][data-for]").forEach(function (note) { bad[note.dataset.for] = true; });
    document.querySelectorAll("#draft .input").forEach(function (input) {
      if (bad[input.id]) { input.setAttribute("aria-invalid", "true"); } else { input.removeAttribute("aria-invalid"); }
    });
  }

  // What a person opened stays open when the part of the page around it is drawn anew.
  var open = [];
  document.addEventListener("htmx:beforeSwap", function () {
    open = Array.prototype.map.call(document.querySelectorAll("main details[id][open]"), function (details) { return details.id; });
  });
  document.addEventListener("htmx:afterSettle", function () {
    open.forEach(function (id) { var details = document.getElementById(id); if (details) { details.open = true; } });
    if (document.getElementById("draft")) { mark(); }
  });
})();
