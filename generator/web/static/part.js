// Parts of a page that take longer: each is a page of its own, of which the part is taken when it is there.

for (const place of document.querySelectorAll("[data-part]")) {
  try {
    const answer = await fetch(place.dataset.part);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-part-body]");
    if (found) place.querySelector("[role=status]").replaceWith(found);
  } catch { /* the link stays */ }
}
