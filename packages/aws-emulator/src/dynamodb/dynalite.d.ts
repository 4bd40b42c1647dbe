/** What we use of dynalite, which comes without types. */
declare module "dynalite" {
  import type { Server } from "node:http";

  export default function dynalite(options: {
    /** LevelDB's directory; in memory when absent. */
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
