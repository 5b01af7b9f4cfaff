// Loads the chat when somebody asks for it, and not before: a page that nobody chats on gets this file and nothing else.
(() => {
  "use strict";

  const load = (button) => {
    const script = document.createElement("script");
    script.src = `${button.dataset.polyclerkServer.replace(/\/+$/, "")}/chat/embed.js`;
    script.dataset.connection = button.dataset.polyclerkConnection;
    script.dataset.lang = button.dataset.polyclerkLang;
    script.dataset.side = button.dataset.polyclerkSide;
    script.dataset.open = "true";
    // The chat's own button takes this one's place.
    script.addEventListener("load", () => button.remove());
    document.body.append(script);
  };

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".polyclerk-open") : null;
    if (button && !button.disabled) {
      button.disabled = true;
      load(button);
    }
  });
})();
