// Opens the shop's chat from an order. The order is not passed on: the chat asks for proof, as it does for everybody.

export default function extension() {
  const address = shopify.settings.value?.chat_address;
  if (typeof address !== "string" || !address.startsWith("https://")) {
    return;
  }
  const button = document.createElement("s-button");
  button.setAttribute("href", address);
  button.setAttribute("target", "_blank");
  button.setAttribute("variant", "secondary");
  button.textContent = shopify.i18n.translate("ask");
  document.body.append(button);
}
