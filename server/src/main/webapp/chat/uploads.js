// Files and voice notes on their way to the server: chosen, uploaded with progress, removable until they are sent.

export const LARGEST_BYTES = 10 * 1024 * 1024;
const DOCUMENT = "application/pdf";

/** "image", "voice" or "document"; null when it cannot be sent. The server looks at the content itself. */
export function kindOf(file) {
  if (file.type === DOCUMENT) {
    return "document";
  }
  if (["image/jpeg", "image/png", "image/webp", "image/gif"].includes(file.type)) {
    return "image";
  }
  return file.type.startsWith("audio/") ? "voice" : null;
}

/** Uploads one file. @returns {{done: Promise<string>, cancel: function(): void}} the upload's id */
export function upload(url, token, file, onProgress) {
  // fetch tells nothing about how far an upload got.
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) {
        onProgress(event.loaded / event.total);
      }
    });
    request.addEventListener("load", () => {
      if (request.status === 201 && typeof request.response?.upload === "string") {
        resolve(request.response.upload);
      } else {
        reject(new UploadRefused(request.status));
      }
    });
    request.addEventListener("error", () => reject(new UploadRefused(0)));
    request.addEventListener("abort", () => reject(new UploadRefused(-1)));
    request.addEventListener("timeout", () => reject(new UploadRefused(0)));
  });
  request.open("POST", url);
  request.responseType = "json";
  request.timeout = 120_000;
  request.setRequestHeader("X-Chat-Session", token);
  request.setRequestHeader("Content-Type", file.type.split(";")[0] || "application/octet-stream");
  request.send(file);
  return { done, cancel: () => request.abort() };
}

/** @property status HTTP status; 0 when the network failed, -1 when the shopper took it back */
export class UploadRefused extends Error {
  constructor(status) {
    super(`upload refused with ${status}`);
    this.status = status;
  }

  get wasCancelled() {
    return this.status === -1;
  }
}

/** Fetches an upload of this session to show it. @returns {Promise<Blob>} */
export async function download(url, token) {
  const response = await fetch(url, { headers: { "X-Chat-Session": token }, credentials: "omit" });
  if (!response.ok) {
    throw new Error(`upload cannot be read: ${response.status}`);
  }
  return response.blob();
}
