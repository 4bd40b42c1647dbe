import { describe, expect, it } from "vitest";
import { hidingSecrets } from "../../../adapters/points-api/hide-secrets.ts";

const SECRET = "s3cret/+ key=";
const hide = hidingSecrets([SECRET, "ab"]);

describe("secrets in what others say", () => {
  it.each<[string, string]>([
    ["as they are", `unknown: ${SECRET}!`],
    ["percent-encoded", "unknown: s3cret%2F%2B%20key%3D!"],
    ["encoded as in a form", "unknown: s3cret%2F%2B+key%3D!"],
    ["in base64", `unknown: ${Buffer.from(SECRET).toString("base64").replaceAll("=", "")}!`],
    ["in base64url", `unknown: ${Buffer.from(SECRET).toString("base64url")}!`],
  ])("are blotted out: %s", (_, text) => {
    expect(hide(text)).toBe("unknown: …!");
  });

  it("are blotted out where the text was cut in the middle of one", () => {
    expect(hide("a long answer that ends with s3cret/+")).toBe("a long answer that ends with …");
  });

  it("are blotted out by their form, whosever they are", () => {
    expect(hide("got Bearer abc.def-123_x, not eyJhbGciOi.eyJzdWIiOi.c2ln")).toBe(
      "got Bearer …, not …",
    );
    expect(hide("basic dXNlcjpwYXNz3 is refused")).toBe("basic … is refused");
  });

  it("leave words as they are, and what stands there by chance", () => {
    const words = "Bearer authentication is needed for ab; Basic credentials are not taken.";
    expect(hide(words)).toBe(words);
  });
});
