/* A web page inside a kiosk's frame: loaded by site.js, never elsewhere. It tells the kiosk what the page
   is and where a touch leads, and does nothing of its own accord. The two may be of different origins
   (every file: page is one), so they only send each other messages. */
(function () {
  "use strict";
  var doc = document, root = doc.documentElement;
  function tell(what, more) { window.parent.postMessage({ kiosk: what, more: more }, "*"); }
  function one(what) { return doc.querySelector("main " + what) || doc.querySelector(what); }
  function words(node) { return node ? node.innerText.replace(/\s+/g, " ").trim() : ""; }

  // Rows that lead to what old data may not show any more.
  var lockable = /(^|\/)(decisions|inspections|notices|parties|search)\//;
  function lock(on) {
    Array.prototype.forEach.call(doc.querySelectorAll("main a[href]"), function (link) {
      if (!lockable.test(link.getAttribute("href"))) return;
      (link.closest("tr, li, p") || link).classList.toggle("kiosk-locked", on);
    });
  }
  var heard = {
    look: function (look) {
      root.toggleAttribute("data-contrast", look.contrast);
      lock(look.locked);
    },
    scroll: function (way) { window.scrollBy(0, way * window.innerHeight * 0.8); },
    print: function () { window.print(); },
    text: function () { tell("text", { text: words(doc.querySelector("main")) }); }
  };
  window.addEventListener("message", function (event) {
    if (event.source !== window.parent || !event.data || !heard.hasOwnProperty(event.data.kiosk)) return;
    heard[event.data.kiosk](event.data.more);
  });

  doc.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href]") : null, place;
    if (!link) return;
    event.preventDefault();
    place = link.hash && link.href.split("#")[0] === location.href.split("#")[0] ? doc.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (/^(tel|mailto):/.test(link.href)) return;
    if (place) place.scrollIntoView();
    else tell("go", { address: link.href });
  });
  doc.addEventListener("submit", function (event) {
    event.preventDefault();
    tell("go", { address: event.target.action });
  });
  ["pointerdown", "scroll", "keydown"].forEach(function (name) {
    window.addEventListener(name, function () { tell("touch"); }, { passive: true, capture: true });
  });
  ["contextmenu", "selectstart", "dragstart"].forEach(function (name) {
    doc.addEventListener(name, function (event) { event.preventDefault(); });
  });
  window.addEventListener("load", function () {
    var code = doc.querySelector(".take svg.qr");
    tell("ready", {
      title: words(one("h1")),
      tags: Array.prototype.map.call(doc.querySelectorAll("main .wrap > .tags > *"), words).join("　"),
      code: code ? { size: Number(code.getAttribute("viewBox").split(" ")[2]), path: code.querySelector("path").getAttribute("d") } : null
    });
  });
})();
