/* Large type: switched on by the 长辈版 page, off by 返回普通版, kept in this browser only; print buttons;
   pages inside a kiosk. */
(function () {
  "use strict";
  var root = document.documentElement;
  function keep(value) {
    try {
      if (value === undefined) return window.localStorage.getItem("large");
      window.localStorage.setItem("large", value);
    } catch (refused) {
      return null;
    }
    return value;
  }
  function show() {
    if (keep() === "1" && !root.hasAttribute("data-elder")) root.setAttribute("data-large", "");
    else root.removeAttribute("data-large");
  }
  if (root.hasAttribute("data-elder")) keep("1");
  show();
  document.addEventListener("click", function (event) {
    var target = event.target;
    if (!target || !target.getAttribute) return;
    if (target.hasAttribute("data-print")) window.print();
    if (target.getAttribute("data-large") !== "off") return;
    keep("0");
    show();
  });
  // In a kiosk's frame, whose name says so: what dresses the page for it lies beside this script.
  var dress = window.parent === window ? null : /^kiosk:(kiosk_page\.[0-9a-f]{8}\.js):(kiosk_page\.[0-9a-f]{8}\.css)$/.exec(window.name);
  if (dress) {
    var folder = document.currentScript.src.replace(/[^/]*$/, "");
    var script = document.createElement("script"), sheet = document.createElement("link");
    script.src = folder + dress[1];
    sheet.rel = "stylesheet";
    sheet.href = folder + dress[2];
    root.setAttribute("data-kiosk", "");
    document.head.appendChild(sheet);
    document.head.appendChild(script);
  }
  // On a phone style makes blocks of tables; some readers then need the roles in words.
  var roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  function spell(table) {
    var parts = table.querySelectorAll("thead, tbody, tr, th, td");
    table.setAttribute("role", "table");
    for (var i = 0; i < parts.length; i += 1) {
      var header = parts[i].getAttribute("scope") === "row" ? "rowheader" : "columnheader";
      parts[i].setAttribute("role", roles[parts[i].tagName] || header);
    }
  }
  // Nothing has been published for days, which pages made back then cannot say.
  document.addEventListener("asof", function (event) {
    var head = document.querySelector("header.top"), asof = event.detail, said = document.createElement("p");
    var today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
    if (!head || today <= asof.until || head.querySelector(".rehearsal") || root.hasAttribute("data-kiosk")) return;
    said.className = "rehearsal";
    said.textContent = "本站数据更新到" + asof.words + "，此后尚未更新。急需最新信息的，请直接询问有关机关。";
    head.insertBefore(said, head.firstChild);
  });
  document.addEventListener("DOMContentLoaded", function () {
    var i, tables = document.querySelectorAll("table.rows");
    for (i = 0; i < tables.length; i += 1) spell(tables[i]);
    var buttons = document.querySelectorAll("[data-print]");
    for (i = 0; i < buttons.length; i += 1) buttons[i].hidden = false;
  });
})();
