import type { Schemas } from "./contract.ts";
import { UploadFailedError } from "./problem.ts";

/** Posts the sheet straight to its store, telling the share that has left, from 0 to 1. */
export function uploadSheet(
  form: Schemas["CreatedPayout"]["upload"],
  file: File,
  onProgress: (share: number) => void,
): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append("file", file);
  // fetch does not tell how much of a body has left.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new UploadFailedError(`The store answered ${request.status}.`));
    };
    request.onerror = () => reject(new UploadFailedError("The store did not answer."));
    request.open("POST", form.url);
    request.send(body);
  });
}
