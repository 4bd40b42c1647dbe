export const PAGE_STYLE = `
@font-face {
  font-family: "Pretendard";
  src: url("/fonts/pretendard.woff2") format("woff2");
  font-weight: 45 920;
  font-display: swap;
}
:root {
  color-scheme: light;
  --ink: #1f2328; --soft: #5c6570; --line: #e4e7eb; --paper: #fff; --shade: #f6f7f9;
  --rail: #17323a; --rail-ink: #cfe0e2; --rail-soft: #8fb0b5; --rail-on: #2b6069;
  --accent: #0b7a75; --link: #0b63c4; --danger: #c62839; --code: #b4234a;
}
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body {
  display: grid; grid-template-columns: 232px minmax(0, 1fr);
  background: var(--paper); color: var(--ink);
  font: 15px/1.5 "Pretendard", system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif;
  font-variant-numeric: tabular-nums;
}
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.sidebar { background: var(--rail); color: var(--rail-ink); padding: 14px 8px; overflow: auto; }
.workspace { padding: 2px 10px 16px; font-weight: 800; font-size: 18px; color: #fff; }
.workspace small { display: block; font-weight: 500; font-size: 12px; color: var(--rail-soft); }
.sidebar h2 { margin: 14px 10px 4px; font-size: 12.5px; font-weight: 600; color: var(--rail-soft); }
.entry { display: flex; align-items: center; gap: 8px; padding: 4px 10px; border-radius: 7px; color: inherit; }
.entry.active { background: var(--rail-on); color: #fff; font-weight: 600; }
.entry:hover { text-decoration: none; }
.entry .hash { width: 18px; text-align: center; opacity: .75; }
.entry .avatar { width: 18px; height: 18px; }
main { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; min-height: 0; height: 100vh; }
.top { display: flex; align-items: baseline; gap: 12px; padding: 12px 22px; border-bottom: 1px solid var(--line); }
.top h1 { margin: 0; font-size: 17px; font-weight: 800; }
.top p { margin: 0; color: var(--soft); font-size: 13px; }
#lost { margin-left: auto; color: var(--danger); font-size: 13px; }
#messages { overflow-y: auto; padding: 8px 0 16px; }
.day { position: relative; margin: 14px 22px 6px; text-align: center; }
.day::before { content: ""; position: absolute; inset: 50% 0 auto; border-top: 1px solid var(--line); }
.day span { position: relative; padding: 3px 14px; border: 1px solid var(--line); border-radius: 999px; background: var(--paper); font-size: 12.5px; font-weight: 600; color: var(--soft); }
.message { display: grid; grid-template-columns: 36px minmax(0, 1fr); gap: 10px; padding: 8px 22px; }
.message:hover { background: var(--shade); }
.avatar { width: 36px; height: 36px; fill: var(--accent); flex: none; }
.body { max-width: 720px; min-width: 0; }
.body > header { display: flex; align-items: baseline; gap: 7px; line-height: 1.3; }
.author { font-weight: 800; }
.badge { padding: 0 4px; border-radius: 3px; background: #e8ebee; color: var(--soft); font-size: 10.5px; font-weight: 700; align-self: center; }
time, .edited { color: var(--soft); font-size: 12.5px; }
.content { overflow-wrap: anywhere; }
.block-header { margin: 10px 0 4px; font-size: 18px; line-height: 1.35; font-weight: 800; }
.block-section, .rich { margin: 5px 0; }
.fields { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 9px 22px; margin: 7px 0; }
.field { line-height: 1.45; }
.field > strong:first-child { font-size: 13.5px; }
.sign { width: 1.2em; height: 1.2em; vertical-align: -.22em; margin-right: .06em; }
.block-divider { border: 0; border-top: 1px solid var(--line); margin: 13px 0; }
.block-context { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin: 6px 0; color: var(--soft); font-size: 12.5px; }
.block-actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 8px; }
.button { display: inline-flex; align-items: center; height: 34px; padding: 0 13px; border: 1px solid #cbd0d6; border-radius: 7px; background: var(--paper); color: var(--ink); font: inherit; font-size: 14px; font-weight: 650; cursor: pointer; }
.button:hover { background: var(--shade); text-decoration: none; }
.button.primary { border-color: var(--accent); background: var(--accent); color: #fff; }
.button.primary:hover { background: #096660; }
.button.danger { border-color: var(--danger); color: var(--danger); }
.button.filled.danger { background: var(--danger); color: #fff; }
.button.busy { opacity: .55; pointer-events: none; }
code { padding: 1px 5px; border: 1px solid var(--line); border-radius: 4px; background: var(--shade); color: var(--code); font: .88em/1.4 ui-monospace, "SFMono-Regular", Menlo, Consolas, "Pretendard", monospace; }
pre { margin: 6px 0; padding: 9px 12px; border: 1px solid var(--line); border-radius: 7px; background: var(--shade); font: 13px/1.5 ui-monospace, "SFMono-Regular", Menlo, Consolas, "Pretendard", monospace; white-space: pre-wrap; }
blockquote { margin: 5px 0; padding: 1px 0 1px 12px; border-left: 4px solid #d5dae0; }
ul { margin: 3px 0; padding-left: 23px; }
li { margin: 3px 0; }
.mention { padding: 0 3px; border-radius: 4px; background: #e6f2fb; color: var(--link); font-weight: 600; }
.mention.broadcast { background: #fdf0c4; color: #8a5a00; }
.file { display: inline-flex; align-items: center; gap: 11px; margin: 6px 8px 4px 0; padding: 9px 16px 9px 10px; border: 1px solid var(--line); border-radius: 9px; background: var(--paper); color: var(--ink); }
.file:hover { background: var(--shade); text-decoration: none; }
.file-kind { display: grid; place-items: center; width: 38px; height: 38px; border-radius: 7px; background: #1d8a4e; color: #fff; font-size: 10.5px; font-weight: 800; }
.file-name { display: grid; line-height: 1.35; overflow-wrap: anywhere; }
.file-name small { color: var(--soft); }
.thread { margin: 8px 0 2px; padding-left: 14px; border-left: 2px solid var(--line); }
.thread h4 { margin: 2px 0; font-size: 13px; font-weight: 700; color: var(--link); }
.thread .message { padding: 6px 0; grid-template-columns: 26px minmax(0, 1fr); }
.thread .message:hover { background: none; }
.thread .avatar { width: 26px; height: 26px; }
.empty { display: grid; justify-items: center; align-content: center; height: 100%; color: var(--soft); text-align: center; }
.empty .avatar { width: 56px; height: 56px; margin-bottom: 8px; }
.empty p { margin: 3px; }
.avatar.person { display: grid; place-items: center; border-radius: 9px; background: #5b6b8c; color: #fff; font-weight: 700; }
.gone .body p, .broadcast-of { margin: 0; color: var(--soft); font-size: 13px; }
.gone .avatar { border-radius: 9px; background: var(--line); }
.delete { visibility: hidden; margin-left: auto; padding: 0 6px; border: 0; border-radius: 5px; background: none; color: var(--soft); font: inherit; font-size: 12px; cursor: pointer; }
.body > header:hover .delete, .delete:focus-visible { visibility: visible; }
.delete:hover { background: #e8ebee; color: var(--danger); }
.failed { margin: 4px 0; color: #8a5a00; font-size: 13px; }
.failed span { color: #d99000; }
.private { margin: 6px 0; padding: 7px 12px; border-radius: 8px; background: #fbf7e9; }
.private small { color: var(--soft); font-size: 12px; }
#viewer { width: calc(100% - 20px); margin: 2px 10px; padding: 6px 8px; border: 1px solid var(--rail-on); border-radius: 7px; background: var(--rail); color: #fff; font: inherit; font-size: 13.5px; }
.composer { display: flex; gap: 8px; margin: 0 22px 18px; padding: 6px 6px 6px 15px; border: 1px solid #c3c9d0; border-radius: 9px; }
.composer:focus-within { border-color: var(--accent); }
.composer input { flex: 1; min-width: 0; border: 0; outline: 0; background: none; color: inherit; font: inherit; }
dialog { width: min(520px, calc(100vw - 32px)); padding: 22px 26px; border: 0; border-radius: 12px; color: inherit; box-shadow: 0 12px 48px #0006; }
dialog::backdrop { background: #0008; }
dialog h2 { margin: 0 0 12px; font-size: 20px; font-weight: 800; }
dialog footer { display: flex; justify-content: flex-end; gap: 10px; margin-top: 20px; }
.dialog-text { overflow-wrap: anywhere; }
.input { display: grid; gap: 5px; margin: 14px 0; font-weight: 650; }
.input small, .hint { color: var(--soft); font-weight: 500; font-size: 13px; }
.input input, .input textarea { padding: 8px 11px; border: 1px solid #c3c9d0; border-radius: 7px; font: inherit; font-weight: 500; }
.input-error { color: var(--danger); font-size: 13px; font-weight: 500; }
@media (max-width: 640px) {
  body { grid-template-columns: minmax(0, 1fr); }
  .sidebar { display: none; }
  .message { padding: 8px 14px; } .top { padding: 12px 14px; }
  .day { margin-inline: 14px; } .composer { margin: 0 14px 14px; }
  .fields { grid-template-columns: minmax(0, 1fr); }
}
`;
