// What every page has: drop zones, questions before a step that can't be taken back, progress of work, printing, words not yet saved.

for (const zone of document.querySelectorAll(".drop")) {
  const input = zone.querySelector("input[type=file]");
  const names = zone.querySelector(".drop-names");
  const show = () => {
    const files = [...input.files];
    if (files.length) names.textContent = files.length > 5 ? `${files.length} tệp` : files.map((file) => file.name).join(", ");
  };
  input.addEventListener("change", show);
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

let saving = false;
document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  saving = true;
  if (form.method === "post") form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  saving = false;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A form with data-guard: leaving with changed words asks first.
document.addEventListener("input", (event) => event.target.closest("form[data-guard]")?.setAttribute("data-changed", ""));
window.addEventListener("beforeunload", (event) => {
  if (!saving && document.querySelector("form[data-changed]")) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

// A form with data-auto is sent as soon as one of its fields changes.
for (const form of document.querySelectorAll("form[data-auto]")) form.addEventListener("change", () => form.requestSubmit());

const job = document.querySelector("[data-job]");
if (job) {
  const bar = job.querySelector("progress");
  const watch = async () => {
    try {
      const answer = await fetch(`${job.dataset.job}/tien-do`);
      const now = await answer.json();
      if (now.finished) return location.reload();
      job.querySelector("[data-job-label]").textContent = now.total ? `${now.label} (${now.done}/${now.total})` : now.label || "Đang làm";
      if (now.total) { bar.max = now.total; bar.value = now.done; }
    } catch { /* the server is busy or gone: ask again */ }
    setTimeout(watch, 400);
  };
  setTimeout(watch, 200);
}
