// How far an upload has come. Without this file the form is sent as any other, and the browser shows its own signs.
(function () {
  "use strict";

  function parts(event) {
    var form = event.target.closest && event.target.closest("form[data-upload]");
    return form && { form: form, sign: form.querySelector("[data-uploading]"), lost: form.querySelector("[data-lost]") };
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var found = parts(event);
    if (!found) { return; }
    found.sign.hidden = false;
    found.lost.hidden = true;
    found.form.dataset.upload = "sending";
  });

  // The answer has a progress too; only what goes out is shown.
  document.addEventListener("htmx:xhr:progress", function (event) {
    var found = parts(event), told = event.detail;
    if (!found || found.form.dataset.upload !== "sending" || !told.lengthComputable || !told.total) { return; }
    var share = Math.floor(100 * told.loaded / told.total), bar = found.sign.querySelector("progress");
    bar.value = share;
    found.sign.querySelector("[data-share]").textContent = share + " %";
  });

  document.addEventListener("htmx:xhr:loadend", function (event) {
    var found = parts(event);
    if (found) { found.form.dataset.upload = "sent"; }
  });

  // The page was not left, so the chosen file is still there.
  document.addEventListener("htmx:sendError", function (event) {
    var found = parts(event);
    if (!found) { return; }
    found.sign.hidden = true;
    found.lost.hidden = false;
  });
})();
