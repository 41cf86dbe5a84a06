// Rows that open into forms where they stand, saved without leaving the page. Without this script each row has a page of its own.

const table = document.querySelector("table[data-cells]");
const said = document.querySelector("[data-said]");
const columns = table?.querySelectorAll("thead th").length ?? 1;
const part = { "x-part": "1" };

const parsed = (words, inside) => {
  const holder = document.createElement(inside);
  holder.innerHTML = words;
  return holder;
};
const tell = (words) => { if (said) said.textContent = words; };
const changed = (area = document) => area.querySelector("form[data-changed]") !== null;

// Names with semicolons between them: what is offered completes the last one.
const offerMany = (input) => {
  const list = input.list;
  if (!list) return;
  const names = [...list.options].map((option) => option.value);
  input.addEventListener("input", () => {
    const front = input.value.includes(";") ? input.value.replace(/;[^;]*$/, "; ") : "";
    list.replaceChildren(...names.filter((name) => !front.includes(name)).map((name) => Object.assign(document.createElement("option"), { value: front + name })));
  });
};
const prepare = (area) => { for (const input of area.querySelectorAll("input[data-many]")) offerMany(input); };
prepare(document);

const close = (editing) => {
  const line = editing.previousElementSibling;
  editing.remove();
  if (line?.id.startsWith("row-")) { line.hidden = false; line.querySelector("a.edit")?.focus(); }
};

const fill = (editing, words) => {
  const cell = editing.firstElementChild;
  cell.innerHTML = words;
  prepare(cell);
  (cell.querySelector("[role=alert]") ?? cell.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
};

const open = async (address, line, column) => {
  const known = [...table.querySelectorAll("form.edit-row")].find((form) => form.action === new URL(address, location.href).href);
  if (known) return known.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  const answer = await fetch(address, { headers: part });
  if (!answer.ok) { location.href = address; return; }
  const editing = document.createElement("tr");
  editing.className = "editing";
  editing.append(Object.assign(document.createElement("td"), { colSpan: columns }));
  if (line) { line.after(editing); line.hidden = true; } else table.tBodies[0].append(editing);
  fill(editing, await answer.text());
  if (column) editing.querySelector(`[name="c.${CSS.escape(column)}"]`)?.focus();
  editing.scrollIntoView({ block: "nearest" });
};

// Our own edit changed the file: the other forms of this page are no older for it.
const renew = (before, now) => {
  for (const input of document.querySelectorAll('input[name="seen"]')) if (input.value === before) input.value = now;
};

// What the checks say of the rows: they take longer than reading, so they come after the table, and anew after each edit.
const look = async () => {
  const answer = await fetch(`${table.dataset.cells}/dieu-can-xem`);
  if (!answer.ok) return;
  const rows = await answer.json();
  for (const place of table.querySelectorAll("[data-findings]")) {
    const open = place.querySelector("details")?.open;
    place.innerHTML = rows[place.closest("tr").id.replace("row-", "")] ?? "";
    if (open && place.firstElementChild) place.firstElementChild.open = true;
  }
};

const save = async (form) => {
  const editing = form.closest("tr.editing");
  const before = form.elements.seen.value;
  const button = form.querySelector("button.primary");
  button.disabled = true;
  tell("Đang lưu…");
  try {
    const answer = await fetch(form.action, { method: "POST", headers: part, body: new FormData(form) });
    const words = await answer.text();
    if (answer.ok) {
      renew(before, answer.headers.get("x-seen"));
      const line = parsed(words, "tbody").querySelector("tr");
      const old = editing.previousElementSibling;
      if (old?.hidden) old.replaceWith(line); else editing.before(line);
      editing.remove();
      line.classList.add("saved");
      line.querySelector("a.edit")?.focus();
      tell("Đã lưu.");
      look().catch(() => {});
    } else if (answer.headers.get("content-type")?.startsWith("text/html") && [409, 422].includes(answer.status)) {
      fill(editing, words);
      tell("Chưa lưu được.");
    } else {
      tell("Chưa lưu được, thử lại sau.");
    }
  } catch {
    tell("Chưa lưu được: không gọi được chương trình. Chữ vừa gõ còn nguyên ở đây.");
  } finally {
    button.disabled = false;
  }
};

if (table) {
  table.addEventListener("click", (event) => {
    const edit = event.target.closest("a.edit");
    const cancel = event.target.closest("a[data-cancel]");
    if (edit && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open(edit.href, edit.closest("tr"));
    } else if (cancel) {
      event.preventDefault();
      const editing = cancel.closest("tr.editing");
      if (!changed(editing) || window.confirm("Bỏ những chữ chưa lưu ở dòng này?")) close(editing);
    }
  });
  table.addEventListener("keydown", (event) => {
    const editing = event.target.closest("tr.editing");
    if (!editing || event.isComposing) return;
    if (event.key === "Escape") editing.querySelector("a[data-cancel]")?.click();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) editing.querySelector("form.edit-row").requestSubmit();
  });
  // Before the page's own listener: a form of a row is sent by this script.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("tr.editing form.edit-row")) {
      event.preventDefault();
      event.stopPropagation();
      save(event.target);
    } else if (event.target.matches("tr.editing .row-steps form") && changed() && !window.confirm("Còn chữ chưa lưu sẽ bị bỏ. Vẫn làm?")) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  document.querySelector("[data-add]")?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(event.currentTarget.href, null);
  });

  const find = document.querySelector("[data-find]");
  find?.addEventListener("input", () => {
    const words = find.value.trim().toLocaleLowerCase("vi");
    for (const line of table.querySelectorAll("tr.row")) {
      if (!line.nextElementSibling?.classList.contains("editing")) line.hidden = !line.textContent.toLocaleLowerCase("vi").includes(words);
    }
  });

  const target = /^#row-\d+$/.test(location.hash) && document.querySelector(location.hash);
  const column = new URLSearchParams(location.search).get("cot");
  const edit = target && target.querySelector("a.edit");
  if (edit && column) open(edit.href, target, column);

  look().catch(() => {});
}
