"use strict";
(() => {
  const bar = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const files = [...document.querySelectorAll(".file")];
  const findings = files.flatMap((file) =>
    [...file.querySelectorAll(".finding")].map((node) => ({ node, file, text: node.textContent.toLowerCase() })));
  const value = (id) => document.getElementById(id).value;
  const apply = () => {
    const levels = new Set([...bar.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const [rule, path] = [value("rule"), value("file")];
    const words = value("words").toLowerCase().split(/\s+/).filter(Boolean);
    const left = new Set();
    let count = 0;
    for (const { node, file, text } of findings) {
      const { severity, code } = node.dataset;
      const fits = levels.has(severity) && (!rule || rule === code) && (!path || path === file.id) &&
        words.every((word) => text.includes(word));
      node.hidden = !fits;
      if (fits) {
        left.add(file);
        count += 1;
      }
    }
    for (const file of files) file.hidden = !left.has(file);
    shown.textContent = count === findings.length ? "" : `${count} of ${findings.length} shown`;
  };
  bar.addEventListener("input", apply);
  bar.hidden = false;
  apply();
})();
