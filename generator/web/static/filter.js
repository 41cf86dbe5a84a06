// A search box that narrows a table while one types: every word must occur in the row, marks and case do not matter.

const bare = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
for (const box of document.querySelectorAll("[data-filter]")) {
  const name = box.dataset.filter;
  const rows = [...document.querySelectorAll(`#${name} [data-words]`)];
  const count = document.querySelector(`[data-filter-count="${name}"]`);
  const unit = count?.textContent.trim().replace(/^\d+\s*/, "");
  const narrow = () => {
    const wanted = bare(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !wanted.every((word) => row.dataset.words.includes(word));
      if (!row.hidden) shown += 1;
    }
    for (const group of new Set(rows.map((row) => row.parentElement))) group.hidden = [...group.querySelectorAll("[data-words]")].every((row) => row.hidden);
    if (count) count.textContent = `${shown} ${unit}`;
  };
  box.addEventListener("input", narrow);
}
