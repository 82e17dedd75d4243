// Two minutes before a session runs out, asks whether to stay signed in. Without this file nothing is lost either:
// what is sent too late is kept on the server.
const WARN = 120;
const dialog = document.querySelector("[data-staying]");
const token = document.querySelector("input[name=csrfmiddlewaretoken]");

async function left(method) {
  const headers = token && method === "POST" ? { "X-CSRFToken": token.value } : {};
  const answer = await fetch(dialog.dataset.staying, { method, headers, redirect: "error" });
  return (await answer.json()).left;
}

function wait(seconds) {
  setTimeout(look, Math.max(1, seconds) * 1000);
}

async function look() {
  const seconds = await left("GET").catch(() => 0);
  if (seconds > WARN) return wait(seconds - WARN);
  const says = dialog.querySelector("[data-staying-says]");
  if (seconds <= 0) {
    says.textContent = "You have been signed out. What you typed is kept if you send it: sign in again, and you are shown it.";
    dialog.querySelector("button").hidden = true;
  } else {
    wait(Math.min(seconds, WARN));
  }
  if (!dialog.open) dialog.showModal();
}

if (dialog) {
  dialog.querySelector("button").addEventListener("click", async () => {
    const seconds = await left("POST").catch(() => 0);
    dialog.close();
    wait(seconds - WARN);
  });
  wait(Number(dialog.dataset.left) - WARN);
}
