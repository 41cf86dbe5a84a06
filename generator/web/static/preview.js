// The pages of the next draft: in the browser's own viewer, or as pictures where it shows no PDF.

const home = document.querySelector("[data-pages]");
if (home) {
  const at = home.dataset.pages;
  const status = home.querySelector("[data-pages-status]");
  const stop = home.querySelector("[data-pages-stop]");
  const again = home.querySelector("[data-pages-again]");
  status.hidden = false;
  const say = (words) => { status.textContent = words; };
  const framed = () => {
    const frame = document.createElement("iframe");
    frame.className = "viewer";
    frame.title = "Các trang (PDF)";
    frame.src = `${at}/trang.pdf#navpanes=0&view=FitH`;
    home.append(frame);
  };
  const drawn = (pages) => {
    for (let number = 1; number <= pages; number += 1) {
      const picture = document.createElement("img");
      picture.loading = "lazy";
      picture.width = 910;
      picture.height = 1287;
      picture.alt = `Trang ${number} trên ${pages}`;
      picture.src = `${at}/trang-${number}.png`;
      home.append(picture);
    }
  };
  const drawing = (now, failed) => {
    if (stop) stop.hidden = !now;
    again.hidden = !failed;
  };
  const show = async () => {
    say("Đang dựng các trang, lần đầu mất vài giây…");
    drawing(true, false);
    try {
      const { pages, words } = await (await fetch(`${at}/so-trang`)).json();
      drawing(false, !pages);
      if (!pages) return say(`Chưa dựng được các trang. ${words}.`);
      say(`${pages} trang`);
      if (navigator.pdfViewerEnabled) framed();
      else drawn(pages);
    } catch {
      drawing(false, true);
      say("Chưa dựng được các trang: chương trình không trả lời.");
    }
  };
  stop?.addEventListener("click", () => { stop.hidden = true; fetch(`${at}/dung`, { method: "POST" }); });
  again.addEventListener("click", show);
  show();
}
