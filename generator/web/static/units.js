// A unit's form keeps what is typed by itself, so that a closed browser or an ended session loses little.

const EVERY = 20_000;
const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-saved]");
let changed = false;
let sending = false;
let running = null;

const save = async () => {
  if (!changed || sending || running) return;
  changed = false;
  running = new AbortController();
  const words = new URLSearchParams(new FormData(form));
  words.set("viec", "luu");
  try {
    const answer = await fetch(form.action, { method: "POST", body: words, signal: running.signal });
    const saved = answer.ok && answer.url.endsWith("?da=luu");
    if (saved) {
      if (!changed) form.removeAttribute("data-changed");
      state.textContent = `Đã tự lưu tạm lúc ${new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })}`;
    } else {
      changed = true;
      state.textContent = answer.url.includes("/don-vi/vao")
        ? "Phiên đăng nhập đã hết: đăng nhập ở thẻ khác, rồi quay lại đây bấm Lưu tạm"
        : "Chưa tự lưu được; bấm Lưu tạm để xem vì sao";
    }
  } catch {
    changed = true;
    if (!sending) state.textContent = "Mất kết nối với máy của Văn phòng; sẽ lưu khi có lại";
  } finally {
    running = null;
  }
};

if (form) {
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    sending = true;
    running?.abort();
  });
  window.addEventListener("pageshow", () => { sending = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  setInterval(save, EVERY);
}
