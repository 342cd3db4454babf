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

  // The slider follows the number and the number the slider, in equal steps of size: 2, 10, 50 … 10,000.
  function sliders() {
    document.querySelectorAll("[data-for-mbps]").forEach(function (slider) {
      var number = document.getElementById(slider.dataset.forMbps);
      var low = Math.log(slider.dataset.low), high = Math.log(slider.dataset.high);
      if (!number || !slider.hidden) { return; }
      slider.hidden = false;
      function follow() {
        var mbps = Number(number.value);
        if (mbps > 0) { slider.value = 100 * (Math.log(mbps) - low) / (high - low); }
        slider.setAttribute("aria-valuetext", (number.value || "0") + " Mbps");
      }
      slider.addEventListener("input", function () {
        var mbps = Math.exp(low + (high - low) * slider.value / 100);
        var step = mbps < 20 ? 1 : mbps < 100 ? 5 : mbps < 1000 ? 50 : 500;
        number.value = Math.max(slider.dataset.low, Math.round(mbps / step) * step);
        slider.setAttribute("aria-valuetext", number.value + " Mbps");
      });
      number.addEventListener("input", follow);
      follow();
    });
  }

  document.querySelectorAll("[data-without-scripts]").forEach(function (button) { button.hidden = true; });
  sliders();

  // What a person opened stays open when the part of the page around it is drawn anew.
  var open = [];
  document.addEventListener("htmx:beforeSwap", function () {
    open = Array.prototype.map.call(document.querySelectorAll("main details[id][open]"), function (details) { return details.id; });
  });
  document.addEventListener("htmx:afterSettle", function () {
    open.forEach(function (id) { var details = document.getElementById(id); if (details) { details.open = true; } });
    if (document.getElementById("draft")) { mark(); sliders(); }
  });
})();
