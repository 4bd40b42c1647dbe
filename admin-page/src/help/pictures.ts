import type { Language } from "../texts/language.ts";

/** The pictures that `npm run screenshots -- --readme` makes, by name and language. */
const FILES = import.meta.glob<string>("../../../docs/pictures/*.webp", {
  eager: true,
  query: "?url",
  import: "default",
});

/** The address of a picture; undefined where it was never taken. */
export function pictureOf(name: string, language: Language): string | undefined {
  return FILES[`../../../docs/pictures/${name}.${language}.webp`];
}
