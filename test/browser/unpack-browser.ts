import chromium from "@sparticuz/chromium";

/** Once for all: one test would start what another is still unpacking. */
export default async function setup(): Promise<void> {
  await chromium.executablePath();
}
