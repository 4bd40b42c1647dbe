/** Keeps the page true: the server says that something changed, the page fetches it. */
export const PAGE_SCRIPT = `
const list = document.getElementById("messages");
const count = document.getElementById("count");
const lost = document.getElementById("lost");
const toEnd = () => { list.scrollTop = list.scrollHeight; };
let running = false, again = false;
async function refresh() {
  if (running) { again = true; return; }
  running = true;
  try {
    const answer = await fetch("/messages.html" + location.search);
    if (!answer.ok) return;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    list.innerHTML = await answer.text();
    count.textContent = decodeURIComponent(answer.headers.get("x-count") ?? "");
    if (atEnd) toEnd();
  } finally {
    running = false;
    if (again) { again = false; refresh(); }
  }
}
const events = new EventSource("/events");
events.onmessage = refresh;
events.onopen = () => { lost.hidden = true; refresh(); };
events.onerror = () => { lost.hidden = false; };
toEnd();
document.fonts?.ready.then(toEnd);
`;
