// Hands the server's questions to the browser's passkey store, and its answers back.
// A form with data-passkey="create" or "get" carries the questions in data-options.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer ?? []))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
const withBytes = (credentials) => (credentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function create(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    },
  });
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    extensions: JSON.stringify(made.getClientExtensionResults()),
    response: {
      attestationObject: text(made.response.attestationObject),
      clientDataJSON: text(made.response.clientDataJSON),
      transports: made.response.getTransports?.() ?? null,
    },
  };
}

async function get(options) {
  const used = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: withBytes(options.allowCredentials) },
  });
  return {
    id: used.id,
    rawId: text(used.rawId),
    type: used.type,
    response: {
      authenticatorData: text(used.response.authenticatorData),
      clientDataJSON: text(used.response.clientDataJSON),
      signature: text(used.response.signature),
      userHandle: text(used.response.userHandle),
    },
  };
}

function inWords(problem) {
  switch (problem.name) {
    case "InvalidStateError":
      return "This device has a passkey for your account already.";
    case "SecurityError":
      return "Passkeys work on a secure page (https) that is opened by its name, not by a number. On this machine: http://localhost.";
    case "NotSupportedError":
      return "This device cannot keep such a passkey. Try another device or a security stick.";
    default:
      return "The browser did not hand over a passkey: it was cancelled, took too long, or there is none that fits. Try once more.";
  }
}

async function exchange(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    if (!window.PublicKeyCredential) throw new DOMException("", "SecurityError");
    const options = JSON.parse(form.dataset.options);
    const answer = await (form.dataset.passkey === "create" ? create(options) : get(options));
    form.elements.credential.value = JSON.stringify(answer);
    form.submit();
  } catch (error) {
    problem.querySelector("div").textContent = inWords(error);
    problem.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.querySelector("[data-passkey-start]").addEventListener("click", () => exchange(form));
  exchange(form);
}
