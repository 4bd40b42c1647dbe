import { createHash, generateKeyPairSync } from "node:crypto";
import { importSPKI, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import {
  epochSeconds,
  hmac,
  pathAndQuery,
  sha256,
  signHs256,
  signRs256,
} from "../../connectors/signing.ts";

/** HMAC as RFC 2104 writes it down, of hashes alone. */
function hmacByHand(algorithm: "sha256" | "sha512", key: Uint8Array, text: string): Buffer {
  const blockSize = algorithm === "sha256" ? 64 : 128;
  const hash = (...parts: Uint8Array[]) =>
    createHash(algorithm).update(Buffer.concat(parts)).digest();
  const block = Buffer.alloc(blockSize);
  block.set(key.length > blockSize ? hash(key) : key);
  const padded = (pad: number) => block.map((byte) => byte ^ pad);
  return hash(padded(0x5c), hash(padded(0x36), Buffer.from(text)));
}

describe("an HMAC", () => {
  // RFC 4231, test case 2
  it.each<["sha256" | "sha512", string]>([
    ["sha256", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
    [
      "sha512",
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    ],
  ])("is that of RFC 4231: %s", (algorithm, digest) => {
    expect(hmac(algorithm, "Jefe", "what do ya want for nothing?")).toBe(digest);
  });

  it.each<["sha256" | "sha512", string, "hex" | "base64" | "base64url"]>([
    ["sha256", "key", "hex"],
    ["sha256", "k".repeat(65), "base64"],
    ["sha256", "열쇠", "base64url"],
    ["sha512", "key", "base64"],
    ["sha512", "k".repeat(129), "base64url"],
  ])(
    "is that of RFC 2104, for short and long keys, in each form: %s, %s, %s",
    (algorithm, key, form) => {
      const text = "POST\n/v1/points?user=1\n1764550800\n생일 축하";
      const byHand = hmacByHand(algorithm, Buffer.from(key), text);

      expect(hmac(algorithm, key, text, form)).toBe(byHand.toString(form));
      expect(hmac(algorithm, Buffer.from(key), text, form)).toBe(byHand.toString(form));
    },
  );
});

it("takes the SHA-256 of a text (FIPS 180-2, appendix B.1)", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256("abc", "base64")).toBe("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
});

it("takes path and query as they are sent", () => {
  expect(pathAndQuery("https://p.example:8443/v1/users/a%2Fb?q=%EC%A0%90&x=1#part")).toBe(
    "/v1/users/a%2Fb?q=%EC%A0%90&x=1",
  );
  expect(pathAndQuery("https://p.example")).toBe("/");
});

const CLAIMS = {
  sub: "paysheet",
  uri: "/v1/points",
  iat: epochSeconds(1_764_550_800_999),
  n: true,
};

describe("a JWT", () => {
  it("signed with a secret is made of three parts that anybody can make", () => {
    const encode = (part: string) => Buffer.from(part).toString("base64url");
    const input = [
      encode('{"alg":"HS256","typ":"JWT","kid":"one"}'),
      encode('{"sub":"paysheet","uri":"/v1/points","iat":1764550800,"n":true}'),
    ].join(".");
    const signature = hmacByHand("sha256", Buffer.from("secret"), input).toString("base64url");

    expect(signHs256(CLAIMS, "secret", { kid: "one" })).toBe(`${input}.${signature}`);
  });

  it.each(["pkcs8", "pkcs1"] as const)(
    "signed with a private key (%s) is taken by who knows the public one, and by nobody else",
    async (type) => {
      const encoding = { format: "pem", type } as const;
      const makePair = () =>
        generateKeyPairSync("rsa", {
          modulusLength: 2_048,
          privateKeyEncoding: encoding,
          publicKeyEncoding: { format: "pem", type: "spki" },
        });
      const { privateKey, publicKey } = makePair();
      const verify = async (token: string, key: string) =>
        await jwtVerify(token, await importSPKI(key, "RS256"));

      const token = signRs256(CLAIMS, privateKey, { kid: "one" });
      expect(await verify(token, publicKey)).toMatchObject({
        payload: CLAIMS,
        protectedHeader: { alg: "RS256", typ: "JWT", kid: "one" },
      });
      // RSA signatures of this kind are always the same.
      expect(signRs256(CLAIMS, privateKey.replaceAll("\n", "\\n"), { kid: "one" })).toBe(token);
      await expect(verify(token, makePair().publicKey)).rejects.toThrow();
    },
  );

  it("is not signed with what is no RSA key, and nothing of that is told", () => {
    const { privateKey } = generateKeyPairSync("ec", {
      namedCurve: "P-256",
      privateKeyEncoding: { format: "pem", type: "pkcs8" },
      publicKeyEncoding: { format: "pem", type: "spki" },
    });
    const message = "The key that calls are signed with is no RSA private key in PEM.";

    expect(() => signRs256(CLAIMS, privateKey)).toThrow(new Error(message));
    expect(() => signRs256(CLAIMS, "hidden")).toThrow(new Error(message));
  });
});
