// Amounts as people write them.

import { language } from "./words.js";

export function money(one) {
  if (!one) {
    return "";
  }
  try {
    return new Intl.NumberFormat(language(), { style: "currency", currency: one.currency }).format(Number(one.amount));
  } catch {
    return `${one.amount} ${one.currency}`;
  }
}
