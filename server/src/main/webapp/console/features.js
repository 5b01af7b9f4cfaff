// What this server can do beyond the core, found out from its own description, so that no page stands there without what it needs.

let known;

/** @return a promise of a function that says whether there is an operation, such as `has("get", "/actions")` */
export function features() {
  known ??= fetch("/openapi?format=JSON", { credentials: "omit" })
    .then((response) => (response.ok ? response.json() : { paths: {} }))
    .catch(() => ({ paths: {} }))
    .then(({ paths }) => (method, path) => Object.entries(paths).some(([address, operations]) => address.replace(/^\/api\/v1/, "") === path && method in operations));
  return known;
}
