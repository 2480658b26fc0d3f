// Everything here is a comfort: without this file the pages are Chinese, complete and linked.
(function () {
  "use strict";

  var KEY = "gouji-language";
  var root = document.documentElement;

  // Opened from disk, or with site data blocked, a browser may refuse storage by throwing.
  function remembered() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }

  function remember(language) {
    try { localStorage.setItem(KEY, language); return true; } catch (error) { return false; }
  }

  function asked() {
    var match = /[?&]lang=(zh|en)\b/.exec(location.search);
    return match && match[1];
  }

  function current() {
    return root.classList.contains("lang-en") ? "en" : "zh";
  }

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function speak(language) {
    var english = language === "en";
    root.classList.toggle("lang-en", english);
    root.lang = english ? "en" : "zh-CN";
    var title = document.querySelector("title");
    document.title = english ? title.dataset.en : title.dataset.zh;
    each("input[data-en]", function (input) { input.placeholder = english ? input.dataset.en : input.dataset.zh; });
    each("img[data-en]", function (image) { image.alt = english ? image.dataset.en : image.dataset.zh; });
    each("option[data-en]", function (option) { option.textContent = english ? option.dataset.en : option.dataset.zh; });
  }

  // Where nothing can be remembered the links carry the language to the next page.
  function carry(language) {
    each("a[href]", function (link) {
      var href = link.getAttribute("href");
      if (/^(#|[a-z]+:)/i.test(href)) { return; }
      var parts = href.split("#");
      var query = (parts[0].split("?")[1] || "").split("&").filter(function (pair) { return pair && !/^lang=/.test(pair); });
      query.push("lang=" + language);
      link.setAttribute("href", parts[0].split("?")[0] + "?" + query.join("&") + (parts[1] ? "#" + parts[1] : ""));
    });
  }

  // The two languages differ in length: keep what is being read where it is on the screen.
  function keepingPlace(act) {
    var blocks = document.querySelectorAll("main h1, main h2, main article, main tr");
    var anchor = Array.prototype.find.call(blocks, function (block) { return block.getBoundingClientRect().top >= 0; });
    var before = anchor && anchor.getBoundingClientRect().top;
    act();
    if (anchor) { window.scrollBy(0, anchor.getBoundingClientRect().top - before); }
  }

  function choose(language) {
    keepingPlace(function () { speak(language); });
    if (!remember(language)) { carry(language); }
  }

  function wireLanguage() {
    each("[data-language]", function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { choose(current() === "en" ? "zh" : "en"); });
    });
    if (asked() && !remember(asked())) { carry(asked()); }
  }

  // --- a finding and its cells light up together

  function lightUp(finding, on) {
    if (!finding) { return; }
    finding.classList.toggle("lit", on);
    (finding.dataset.cells || "").split(" ").forEach(function (id) {
      var spot = id && document.getElementById(id);
      var cell = spot && spot.closest("td");
      if (cell) { cell.classList.toggle("lit", on); }
    });
  }

  function findingsAt(target) {
    var finding = target.closest("[data-cells]");
    if (finding) { return [finding]; }
    var cell = target.closest("td.marked");
    if (!cell) { return []; }
    var mark = target.closest("a.mark");
    var marks = mark ? [mark] : Array.prototype.slice.call(cell.querySelectorAll("a.mark"));
    return marks.map(function (link) { return document.getElementById(link.getAttribute("href").slice(1)); });
  }

  function wireLight() {
    [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]].forEach(function (pair) {
      document.addEventListener(pair[0], function (event) {
        if (!event.target.closest) { return; }
        findingsAt(event.target).forEach(function (finding) { lightUp(finding, pair[1]); });
      });
    });
  }

  // --- a marked cell says what its relations are, without a jump to the finding

  function wirePeek() {
    var peek = document.createElement("div");
    peek.className = "peek";
    peek.hidden = true;
    peek.setAttribute("aria-hidden", "true"); // the mark's link leads to the same words
    document.body.appendChild(peek);
    function show(event) {
      // What has the focus stays shown while the pointer rests elsewhere: focusing scrolls the page under it.
      var focused = document.activeElement && document.activeElement.closest("td.marked");
      var cell = (event.target.closest && event.target.closest("td.marked")) || focused;
      var texts = cell ? findingsAt(cell).map(said).filter(Boolean) : [];
      peek.textContent = "";
      texts.forEach(function (text) { peek.appendChild(text); });
      peek.hidden = !texts.length;
    }
    document.addEventListener("mouseover", show);
    document.addEventListener("focusin", show);
  }

  function said(finding) {
    var message = finding && finding.querySelector(".message");
    if (!message) { return null; }
    var line = document.createElement("p");
    line.appendChild(finding.querySelector(".mark").cloneNode(true));
    line.appendChild(document.createTextNode(" "));
    Array.prototype.forEach.call(message.childNodes, function (part) { line.appendChild(part.cloneNode(true)); });
    return line;
  }

  // Before the first paint, so that the page does not flash in the other language.
  if ((asked() || remembered()) === "en") { speak("en"); }

  document.addEventListener("DOMContentLoaded", function () {
    speak(current());
    wireLanguage();
    wireLight();
    wirePeek();
  });
}());
