import type { IncomingMessage } from "node:http";

/** The whole body of a request as text, with as little work as may be. */
export function readWhole(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      text += part;
    });
    request.on("end", () => resolve(text));
    request.on("error", reject);
  });
}
