import { describe, expect, it } from "vitest";
import { comparableEmail, isSamePerson, type Person } from "../../../domain/payout/person.ts";

const issuer = "https://id.example";
const mina: Person = { id: "u-1", name: "Mina", issuer, email: "mina@example.com" };

describe("isSamePerson", () => {
  it.each<[string, Person, boolean]>([
    ["the same account", { ...mina }, true],
    ["the same account under another name", { ...mina, name: "M." }, true],
    ["the same account with another address", { ...mina, email: "mh@example.com" }, true],
    ["another account with the same address", { ...mina, id: "u-2" }, true],
    [
      "the same address at another provider",
      { ...mina, id: "9", issuer: "https://b.example" },
      true,
    ],
    ["the same account as earlier versions kept it", { id: "u-1", name: "Mina" }, true],
    ["another account as earlier versions kept it", { id: "u-2", name: "Mina" }, false],
    ["another account of the same name", { ...mina, id: "u-2", email: "m2@example.com" }, false],
    ["a subject in other letters", { id: "U-1", name: "Mina", issuer }, false],
    [
      "the same subject of another issuer",
      { id: "u-1", name: "Mina", issuer: `${issuer}/` },
      false,
    ],
    ["another account without an address", { id: "u-2", name: "Mina", issuer }, false],
  ])("%s: %s", (_, other, expected) => {
    expect([isSamePerson(mina, other), isSamePerson(other, mina)]).toEqual([expected, expected]);
  });

  it("takes two without addresses for one only by their accounts", () => {
    const some = { id: "u-1", name: "A", issuer };
    expect(isSamePerson(some, { ...some, id: "u-2" })).toBe(false);
  });
});

describe("comparableEmail", () => {
  it.each([
    ["Mina@Example.COM", "mina@example.com"],
    [" mina@example.com ", "mina@example.com"],
    ["jose\u0301@example.com", "jos\u00e9@example.com"],
    ["JOS\u00c9@example.com", "jos\u00e9@example.com"],
    ["\u110b\u1175@example.com", "\uc774@example.com"],
  ])("%j is %j", (address, expected) => {
    expect(comparableEmail(address)).toBe(expected);
  });
});
