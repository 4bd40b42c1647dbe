/** Keeps the page true, and carries what the viewer does to the server. */
export const PAGE_SCRIPT = `
const list = document.getElementById("messages");
const count = document.getElementById("count");
const lost = document.getElementById("lost");
const question = document.getElementById("confirm");
const modal = document.getElementById("modal");
const composer = document.getElementById("composer");
const viewer = document.getElementById("viewer");
const userId = document.body.dataset.viewer;
const post = async (path, body) => {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify({ ...body, userId }) });
  return answer.json();
};

const toEnd = () => { list.scrollTop = list.scrollHeight; };
/** Touches only what differs, so that nothing else jumps or loses its focus. */
function patch(parent, fresh) {
  const wanted = [...fresh.childNodes];
  wanted.forEach((node, index) => {
    const known = parent.childNodes[index];
    if (known === undefined) parent.append(node);
    else if (!known.isEqualNode(node)) known.replaceWith(node);
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
}
function showModal(text) {
  if (text === "") { modal.close(); modal.replaceChildren(); return; }
  const fresh = document.createElement("template");
  fresh.innerHTML = text;
  const hash = fresh.content.querySelector("form").dataset.hash;
  if (modal.querySelector("form")?.dataset.hash === hash) return;
  modal.replaceChildren(fresh.content);
  if (!modal.open) modal.showModal();
}
async function fetchAll() {
  const [messages, view] = await Promise.all(
    ["/messages.html", "/modal.html"].map((path) => fetch(path + location.search)),
  );
  if (!messages.ok || !view.ok) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = await messages.text();
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  patch(list, fresh.content);
  count.textContent = decodeURIComponent(messages.headers.get("x-count") ?? "");
  if (atEnd) toEnd();
  showModal(await view.text());
}
let running = false, again = false;
async function refresh() {
  if (running) { again = true; return; }
  running = true;
  try {
    await fetchAll();
  } finally {
    running = false;
    if (again) { again = false; refresh(); }
  }
}

/** Resolves to whether the viewer is sure, which they are where nothing is asked. */
function isSure(element) {
  const asked = element.nextElementSibling;
  if (!asked?.matches("template.confirm")) return Promise.resolve(true);
  question.replaceChildren(asked.content.cloneNode(true));
  question.returnValue = "";
  question.showModal();
  return new Promise((resolve) => {
    question.addEventListener("close", () => resolve(question.returnValue === "confirm"), { once: true });
  });
}
question.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button) question.close(button.value);
});
async function act(element) {
  if (!(await isSure(element))) return;
  const { ts: messageTs } = element.closest("[data-ts]").dataset;
  element.classList.add("busy");
  try {
    await post("/_click", { messageTs, actionId: element.dataset.action });
  } finally {
    element.classList.remove("busy");
  }
}
list.addEventListener("click", ({ target }) => {
  const element = target.closest("a[data-action], button[data-action]");
  if (element) act(element);
  const gone = target.closest("[data-delete]");
  if (gone) post("/_delete", { messageTs: gone.closest("[data-ts]").dataset.ts });
});

modal.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const entered = Object.fromEntries(new FormData(form));
  form.querySelectorAll(".input-error").forEach((error) => { error.hidden = true; });
  const { errors = {}, error } = await post("/_submit", { viewId: form.dataset.view, entered });
  form.querySelector("[data-failure]").hidden = error === undefined;
  for (const [block, text] of Object.entries(errors)) {
    const place = form.querySelector('[data-error="' + CSS.escape(block) + '"]');
    if (place) { place.textContent = text; place.hidden = false; }
  }
});
const dismiss = () => post("/_dismiss", { viewId: modal.querySelector("form").dataset.view });
modal.addEventListener("cancel", (event) => { event.preventDefault(); dismiss(); });
modal.addEventListener("click", ({ target }) => {
  if (target.closest("button[value=dismiss]")) dismiss();
});

composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { text } = composer.elements;
  if (text.value.trim() === "") return;
  await post("/_say", { text: text.value });
  text.value = "";
});
viewer?.addEventListener("change", () => {
  const address = new URL(location.href);
  address.searchParams.set("as", viewer.value);
  location.assign(address);
});

const events = new EventSource("/events");
events.onmessage = refresh;
events.onopen = () => { lost.hidden = true; refresh(); };
events.onerror = () => { lost.hidden = false; };
toEnd();
document.fonts?.ready.then(toEnd);
`;
