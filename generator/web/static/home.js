// The state of each workbook is read one after the other, while the names stand there already.

for (const card of document.querySelectorAll("[data-card]")) {
  try {
    const answer = await fetch(card.dataset.card);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-card-body]");
    if (found) card.replaceChildren(...found.childNodes);
  } catch { /* the link stays */ }
}
