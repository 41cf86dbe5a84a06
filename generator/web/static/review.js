// An edited draft beside the workbook: all at once, and how many are decided.

const form = document.querySelector("[data-review]");
if (form) {
  const groups = [...form.querySelectorAll(".choice")];
  const count = form.querySelector("[data-count]");
  const tell = () => {
    if (!count) return;
    const chosen = groups.map((group) => group.querySelector("input:checked")?.value);
    const parts = [`lấy ${chosen.filter((side) => side === "theirs").length} chỗ`, `giữ ${chosen.filter((side) => side === "mine").length} chỗ của sổ`];
    const open = chosen.filter((side) => !side).length;
    if (open) parts.push(`còn ${open} chỗ chưa chọn`);
    count.textContent = groups.length ? `Sẽ ${parts.join(", ")}.` : "";
  };
  for (const button of form.querySelectorAll("[data-all]")) {
    button.addEventListener("click", () => {
      for (const group of groups) group.querySelector(`input[value="${button.dataset.all}"]`).checked = true;
      tell();
    });
  }
  for (const row of form.querySelectorAll("[data-all-row]")) row.hidden = false;
  form.addEventListener("change", tell);
  tell();
}
