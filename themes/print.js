/* Printed things: the day of the data in the text and, by a custom property, in the foot of each page;
   the print button. */
(function () {
  "use strict";
  var doc = document;
  doc.addEventListener("asof", function (event) {
    Array.prototype.forEach.call(doc.querySelectorAll("[data-day]"), function (place) { place.textContent = event.detail.words; });
    var site = doc.querySelector("[data-site]");
    doc.documentElement.style.setProperty("--day", '"' + (site ? site.getAttribute("data-site").replace(/["\\]/g, "") + "　" : "") + '数据截至 ' + event.detail.day + '　以网站为准"');
  });
  Array.prototype.forEach.call(doc.querySelectorAll("[data-print]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
