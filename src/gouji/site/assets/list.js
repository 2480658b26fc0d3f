// The overview's list: search, filters, sorting and pages over all reports. Without it the pages list them all.
var goujiList = [];

(function () {
  "use strict";

  var ROWS = 200;
  var COUNTS = ["critical", "warning", "info", "undetermined"];
  var form, table, shown, rows, state, asked;

  function one(selector) { return document.querySelector(selector); }

  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }

  // --- the files of the list, asked for once somebody searches

  function load(then) {
    if (rows) { then(); return; }
    if (asked) { asked.push(then); return; }
    asked = [then];
    var files = Number(form.dataset.files);
    var left = files;
    toggle("[data-filter-loading]", true);
    for (var number = 1; number <= files; number += 1) {
      var script = document.createElement("script");
      script.src = "data/list-" + number + ".js";
      script.async = false; // in the order of the files
      script.onload = done;
      script.onerror = function () { toggle("[data-filter-loading]", false); toggle("[data-filter-lost]", true); };
      document.head.appendChild(script);
    }

    function done() {
      left -= 1;
      if (left) { return; }
      rows = goujiList.reduce(function (all, file) { return all.concat(file.rows.map(unpack, file)); }, []);
      rows.forEach(function (row, place) { row.place = place; });
      toggle("[data-filter-loading]", false);
      asked.forEach(function (act) { act(); });
    }
  }

  function unpack(packed) {
    var file = this;
    return {
      page: "reports/" + packed[0] + ".html",
      organisation: packed[1],
      year: packed[2],
      edition: packed[3],
      verdict: packed[4],
      counts: packed[5],
      kind: file.kinds[packed[6]],
      group: packed[7] < 0 ? null : file.groups[packed[7]],
      source: packed[8],
      rules: packed[9].map(function (rule) { return file.rules[rule]; }),
      words: [packed[1] || "", packed[2] || "", packed[8]].join(" ").toLowerCase()
    };
  }

  function toggle(selector, on) {
    var found = one(selector);
    if (found) { found.hidden = !on; }
  }

  // --- what is asked for, kept in the address so that going back finds it again

  function verdicts() {
    return Array.prototype.slice.call(form.querySelectorAll("[data-filter-verdict]"));
  }

  function choices() {
    return ["kind", "group", "rule"].filter(function (name) { return form.querySelector("[data-filter-" + name + "]"); });
  }

  function chosen(name) { return form.querySelector("[data-filter-" + name + "]"); }

  function fromAddress() {
    var given = new URLSearchParams(location.search);
    one("[data-filter-text]").value = given.get("q") || "";
    var without = (given.get("without") || "").split(" ");
    verdicts().forEach(function (box) { box.checked = without.indexOf(box.dataset.filterVerdict) < 0; });
    choices().forEach(function (name) { chosen(name).value = given.get(name) || ""; });
    choices().forEach(function (name) { if (chosen(name).selectedIndex < 0) { chosen(name).selectedIndex = 0; } });
    state = { sort: given.get("sort"), down: given.get("down") === "1", page: Number(given.get("page")) || 1 };
    return ["q", "without", "kind", "group", "rule", "sort", "page"].some(function (name) { return given.get(name); });
  }

  function toAddress() {
    var given = new URLSearchParams(location.search);
    function put(name, value) { if (value) { given.set(name, value); } else { given.delete(name); } }
    put("q", one("[data-filter-text]").value.trim());
    put("without", verdicts().filter(function (box) { return !box.checked; })
      .map(function (box) { return box.dataset.filterVerdict; }).join(" "));
    choices().forEach(function (name) { put(name, chosen(name).value); });
    put("sort", state.sort);
    put("down", state.sort && state.down ? "1" : "");
    put("page", state.page > 1 ? String(state.page) : "");
    var query = given.toString();
    // Some browsers refuse this to pages opened from disk.
    try { history.replaceState(null, "", query ? "?" + query : location.pathname); } catch (error) { return; }
  }

  // --- finding and sorting

  function found() {
    var words = one("[data-filter-text]").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    var wanted = verdicts().filter(function (box) { return box.checked; })
      .map(function (box) { return box.dataset.filterVerdict; });
    var kind = value("kind"), group = value("group"), rule = value("rule");
    return rows.filter(function (row) {
      return wanted.indexOf(row.verdict) >= 0 &&
        (!kind || row.kind === kind) && (!group || row.group === group) &&
        (!rule || row.rules.indexOf(rule) >= 0) &&
        words.every(function (word) { return row.words.indexOf(word) >= 0; });
    });
  }

  function value(name) {
    var select = chosen(name);
    return select ? select.value : "";
  }

  function sorted(list) {
    if (!state.sort) { return list; }
    var key = state.sort;
    var number = COUNTS.indexOf(key);
    var sign = state.down ? -1 : 1;
    var collator = new Intl.Collator("zh-CN");
    var order = verdicts().map(function (box) { return box.dataset.filterVerdict; });
    var compare = number >= 0 ? function (a, b) { return a.counts[number] - b.counts[number]; }
      : key === "year" ? function (a, b) { return (a.year || 0) - (b.year || 0); }
      : key === "verdict" ? function (a, b) { return order.indexOf(a.verdict) - order.indexOf(b.verdict); }
      : function (a, b) { return collator.compare(a[key] || "\uffff", b[key] || "\uffff"); };
    return list.slice().sort(function (a, b) { return sign * compare(a, b) || a.place - b.place; });
  }

  // --- drawing: texts only ever become text

  function element(name, kind, content) {
    var made = document.createElement(name);
    if (kind) { made.className = kind; }
    if (content instanceof Node) { made.appendChild(content); } else if (content !== undefined) { made.textContent = content; }
    return made;
  }

  function word(name) {
    var template = one('template[data-word="' + name + '"]');
    return template ? template.content.cloneNode(true) : document.createTextNode("—");
  }

  function chinese(made) { made.lang = "zh-CN"; return made; }

  function drawn(row) {
    var line = document.createElement("tr");
    var head = element("th");
    head.scope = "row";
    var link = element("a", "", row.organisation ? chinese(element("span", "", row.organisation)) : word("untitled"));
    link.href = row.page + (location.search.indexOf("lang=en") >= 0 ? "?lang=en" : "");
    head.appendChild(link);
    line.appendChild(head);
    line.appendChild(element("td", "", row.year === null ? "—" : String(row.year)));
    if (table.dataset.grouped === "1") { line.appendChild(chinese(element("td", "text", row.group || "—"))); }
    line.appendChild(element("td", "", word("edition-" + row.edition)));
    line.appendChild(element("td", "", word("verdict-" + row.verdict)));
    if (table.dataset.ranked === "1") {
      row.counts.forEach(function (count, i) {
        line.appendChild(element("td", "num " + (count ? (i < 3 ? COUNTS[i] : "") : "zero"), String(count)));
      });
    }
    line.appendChild(chinese(element("td", "source", row.source)));
    return line;
  }

  function show() {
    var list = sorted(found());
    var pages = Math.max(1, Math.ceil(list.length / ROWS));
    state.page = Math.min(Math.max(1, state.page), pages);
    var body = element("tbody");
    list.slice((state.page - 1) * ROWS, state.page * ROWS).forEach(function (row) { body.appendChild(drawn(row)); });
    each("[data-list] tbody", function (old) { old.remove(); });
    table.appendChild(body);
    shown.textContent = String(list.length);
    one("[data-page]").textContent = String(state.page);
    one("[data-pages]").textContent = String(pages);
    one("[data-previous]").disabled = state.page === 1;
    one("[data-next]").disabled = state.page === pages;
    one("[data-pager]").hidden = pages === 1;
    toggle("[data-static-pager]", false);
    toggle("[data-static-range]", false);
    each("[data-sort]", function (head) {
      if (head.dataset.sort === state.sort) {
        head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    });
  }

  function refresh() { toAddress(); load(show); }

  function turn(by) {
    state.page += by;
    refresh();
    one("#reports").scrollIntoView();
  }

  function wireSorting() {
    each("[data-sort]", function (head) {
      var button = element("button", "sort");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var same = state.sort === head.dataset.sort;
        // Numbers are sorted the largest first, names from the beginning.
        state.down = same ? !state.down : head.classList.contains("num");
        state.sort = head.dataset.sort;
        state.page = 1;
        refresh();
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    form = one("[data-filter]");
    table = one("[data-list]");
    if (!form || !table) { return; }
    shown = form.querySelector("[data-filter-count]");
    form.hidden = false;
    wireSorting();
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () { state.page = 1; refresh(); });
    form.addEventListener("reset", function () {
      // The fields are empty only after this event.
      setTimeout(function () { state = { sort: null, down: false, page: 1 }; refresh(); }, 0);
    });
    one("[data-previous]").addEventListener("click", function () { turn(-1); });
    one("[data-next]").addEventListener("click", function () { turn(1); });
    if (fromAddress()) { load(show); }
  });
}());
