import { reportWriting } from "../report-writing.ts";
import { writeOurs } from "../write-ours.ts";

/** The result workbook when the sheet is gone: from the payments alone, as the others write it. */
await reportWriting(({ count, target }) => writeOurs({ count, target, file: undefined }));
