import { writeFile } from "node:fs/promises";
import { createSampleSheet } from "./sample-sheet.ts";

/** Writes the sample sheet of the README: `npm run sample -- <file>`. */
const [path = "samples/november-event.xlsx"] = process.argv.slice(2);
const { bytes, payments, totalPoints } = await createSampleSheet();
await writeFile(path, bytes);
console.log(`${path}: ${payments} payments, ${totalPoints} points in all.`);
