import type { Page } from "playwright-core";
import { en } from "../../../admin-page/src/texts/en.ts";
import { ko, type Texts } from "../../../admin-page/src/texts/ko.ts";
import { type BrowserWorld, PHONE } from "../browser-world.ts";

const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;
const WORDS = { ko, en } as const;

/** A reader's language, screen and looks; the pictures of each go to a folder of that name. */
export const PLACES = [
  { name: "ko-desktop", language: "ko", screen: DESKTOP, colorScheme: "light" },
  { name: "ko-phone", language: "ko", screen: PHONE, colorScheme: "light" },
  { name: "en-desktop", language: "en", screen: DESKTOP, colorScheme: "light" },
  { name: "en-phone", language: "en", screen: PHONE, colorScheme: "light" },
  { name: "ko-desktop-dark", language: "ko", screen: DESKTOP, colorScheme: "dark" },
  { name: "en-phone-dark", language: "en", screen: PHONE, colorScheme: "dark" },
] as const;

type Place = (typeof PLACES)[number];

/** A signed-in page at a place. */
export interface Session {
  readonly place: Place;
  readonly page: Page;
  readonly words: Texts;
}

/** Signs in at each place; `onWay` is told of each page on the way. */
export async function openSessions(
  world: BrowserWorld,
  user: string,
  places: readonly Place[],
  onWay: (session: Session, name: string) => Promise<void> = async () => undefined,
): Promise<readonly Session[]> {
  const sessions: Session[] = [];
  for (const place of places) {
    const { language, screen, colorScheme } = place;
    const { page } = await world.visit("/", { ...screen, colorScheme });
    await page.locator(`button[lang="${language}"]`).click();
    const session = { place, page, words: WORDS[language] };
    await onWay(session, "sign-in");
    await page.getByRole("button", { name: session.words.signIn.action, exact: true }).click();
    const person = page.locator(`button[value="${user}"]`);
    await person.waitFor();
    await onWay(session, "sign-in-person");
    await person.click();
    await page.locator("#content").waitFor();
    sessions.push(session);
  }
  return sessions;
}
