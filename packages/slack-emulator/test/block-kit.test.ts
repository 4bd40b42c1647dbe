import { describe, expect, it } from "vitest";
import { checkBlocks } from "../src/block-kit/check-blocks.ts";

const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const plain = (text: string) => ({ type: "plain_text", text });
const button = (text: string, id = "a") => ({ type: "button", text: plain(text), action_id: id });
const CONFIRM = {
  title: plain("t".repeat(100)),
  text: mrkdwn("x".repeat(300)),
  confirm: plain("c".repeat(30)),
  deny: plain("d".repeat(30)),
  style: "danger",
};
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

function problemsOf(blocks: unknown): unknown {
  try {
    checkBlocks(blocks);
    return [];
  } catch (error) {
    return error instanceof Error && "problems" in error ? error.problems : error;
  }
}

describe("blocks", () => {
  it("of every kind that is known are taken as they are", () => {
    const blocks = [
      { type: "header", text: { ...plain("제목"), emoji: true } },
      { type: "section", text: mrkdwn("x".repeat(3000)) },
      { type: "section", fields: times(10, mrkdwn("f")), block_id: "facts" },
      { type: "divider" },
      { type: "context", elements: [mrkdwn("c"), plain("d")] },
      { type: "actions", elements: times(25, {}).map((_, n) => button("x".repeat(75), `a${n}`)) },
      {
        type: "actions",
        elements: [{ ...button("b"), value: "v".repeat(2000), confirm: CONFIRM }],
      },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_list",
            style: "bullet",
            elements: [
              { type: "rich_text_section", elements: [{ type: "text", text: "<!channel>" }] },
            ],
          },
        ],
      },
    ];
    expect(checkBlocks(JSON.stringify(blocks))).toEqual(blocks);
  });

  it.each<[string, unknown, string[]]>([
    [
      "51 of them",
      times(51, { type: "divider" }),
      ["no more than 50 items allowed [json-pointer:/blocks]"],
    ],
    [
      "an unknown kind",
      [{ type: "video" }],
      ["unsupported type: video [json-pointer:/blocks/0/type]"],
    ],
    ["no kind", [{}], ["missing required field: type [json-pointer:/blocks/0]"]],
    [
      "a section of 3,001 characters",
      [{ type: "section", text: mrkdwn("x".repeat(3001)) }],
      ["must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],
    ],
    [
      "an empty text",
      [{ type: "section", text: mrkdwn("") }],
      ["must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
    ],
    [
      "a section without text and fields",
      [{ type: "section" }],
      ["must provide either text or fields [json-pointer:/blocks/0]"],
    ],
    [
      "eleven fields",
      [{ type: "section", fields: times(11, mrkdwn("f")) }],
      ["no more than 10 items allowed [json-pointer:/blocks/0/fields]"],
    ],
    [
      "a field of 2,001 characters",
      [{ type: "section", fields: [mrkdwn("x".repeat(2001))] }],
      ["must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"],
    ],
    [
      "a header with markup of 151 characters",
      [{ type: "header", text: plain("x".repeat(151)) }],
      ["must be less than 151 characters [json-pointer:/blocks/0/text/text]"],
    ],
    [
      "a header of markup",
      [{ type: "header", text: mrkdwn("x") }],
      ["must be one of: plain_text [json-pointer:/blocks/0/text/type]"],
    ],
    [
      "a header without text",
      [{ type: "header" }],
      ["missing required field: text [json-pointer:/blocks/0]"],
    ],
    [
      "26 buttons",
      [{ type: "actions", elements: times(26, button("b")) }],
      ["no more than 25 items allowed [json-pointer:/blocks/0/elements]"],
    ],
    [
      "a button text of 76 characters",
      [{ type: "actions", elements: [button("x".repeat(76))] }],
      ["must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"],
    ],
    [
      "a button that leads to a script",
      [{ type: "actions", elements: [{ ...button("b"), url: "javascript:1" }] }],
      ["invalid url [json-pointer:/blocks/0/elements/0/url]"],
    ],
    [
      "an unknown member",
      [{ type: "divider", colour: "red" }],
      ["invalid additional property: colour [json-pointer:/blocks/0]"],
    ],
    [
      "the same id twice",
      times(2, { type: "divider", block_id: "d" }),
      ["`block_id` d already exists [json-pointer:/blocks/1/block_id]"],
    ],
    [
      "the same action twice in a block",
      [{ type: "actions", elements: [button("a"), button("b")] }],
      ["`action_id` a already exists [json-pointer:/blocks/0/elements/1/action_id]"],
    ],
    [
      "a value of 2,001 characters",
      [{ type: "actions", elements: [{ ...button("b"), value: "v".repeat(2001) }] }],
      ["must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"],
    ],
    [
      "an action id of 256 characters",
      [{ type: "actions", elements: [button("b", "i".repeat(256))] }],
      ["must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"],
    ],
    [
      "a style of its own",
      [{ type: "actions", elements: [{ ...button("b"), style: "warning" }] }],
      ["must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]"],
    ],
    [
      "a dialog that asks too much",
      [
        {
          type: "actions",
          elements: [{ ...button("b"), confirm: { ...CONFIRM, text: plain("x".repeat(301)) } }],
        },
      ],
      ["must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]"],
    ],
    [
      "a dialog that offers no way back",
      [
        {
          type: "actions",
          elements: [{ ...button("b"), confirm: { ...CONFIRM, deny: undefined } }],
        },
      ],
      ["missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]"],
    ],
    [
      "an input, which is for modals",
      [{ type: "input", label: plain("l"), element: { type: "plain_text_input" } }],
      ["unsupported type: input [json-pointer:/blocks/0/type]"],
    ],
  ])("are refused with %s", (_, blocks, problems) => {
    expect(problemsOf(blocks)).toEqual(problems);
  });

  it("are refused with eleven context elements, and each place is named", () => {
    const problems = problemsOf([
      { type: "context", elements: times(11, mrkdwn("c")) },
      { type: "context", elements: [{ type: "button" }] },
    ]);
    expect(problems).toEqual(
      expect.arrayContaining([
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
        "unsupported type: button [json-pointer:/blocks/1/elements/0/type]",
      ]),
    );
  });
});
