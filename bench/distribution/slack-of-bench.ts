/** What the bench's Slack lets in, and where it is posted to. */
export const BOT_TOKEN = "xoxb-bench";
export const CHANNEL = { id: "C0BENCH00", name: "points" };
