// Asks the browser for a security key or the computer's own lock, and hands its answer to the form.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function asked(options) {
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const ready = { ...options, challenge: bytes(options.challenge) };
  if (options.user) ready.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) ready.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) ready.allowCredentials = known(options.allowCredentials);
  return { publicKey: ready };
}

function answer(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: {},
  });
}

const SENTENCES = {
  InvalidStateError: "This key is one of your second steps already.",
  SecurityError: "Keys work only where this site has a name. Ask whoever runs it, or use an app that shows codes.",
};

for (const form of document.querySelectorAll("form[data-key]")) {
  const button = form.querySelector("button");
  const says = form.querySelector("[data-key-says]");
  button.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    says.textContent = "";
    try {
      const options = asked(JSON.parse(form.dataset.options));
      const how = form.dataset.key === "create" ? "create" : "get";
      form.elements.answer.value = answer(await navigator.credentials[how](options));
      form.submit();
    } catch (problem) {
      says.textContent = SENTENCES[problem.name] || "Your browser did not get an answer from the key. Try again.";
    }
  });
}
