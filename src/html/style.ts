/**
 * The style of the report. Colours repeat what words say; text has a contrast of 4.5 and more on its ground, light and dark.
 * No attribute `style` anywhere: the page's own policy would not let it through.
 */
export const STYLE = `
:root { color-scheme: light dark;
  --ground: #fff; --panel: #f6f7f9; --text: #1c2128; --muted: #57606a; --line: #d5dae0; --grid: #e6e9ed; --band: #dfe4ea;
  --base: #6e7781; --now: #0b5cad; --bad: #b42318; --good: #17692f; --open: #855000; --soft-bad: #fdeceb; --soft-good: #e7f5ea; --soft-open: #fdf3e1;
  --u1: #fde3e0; --u2: #f9bdb6; --u3: #f1948a; --d1: #e2ecf8; --d2: #bcd3ec; --d3: #8fb7e0; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #0f1419; --panel: #171d24; --text: #e6e9ee; --muted: #a0a9b4; --line: #343e49; --grid: #232b34; --band: #2c3742;
  --base: #9aa4b0; --now: #6cb2ff; --bad: #ff8a80; --good: #6fd391; --open: #e8b552; --soft-bad: #3a1f1f; --soft-good: #17301f; --soft-open: #33290f;
  --u1: #43242a; --u2: #692d2d; --u3: #8d3833; --d1: #1d2f44; --d2: #24446a; --d3: #2a578c; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
header, main, footer { max-width: 1080px; margin: 0 auto; padding: 0 20px; }
h1 { font-size: clamp(24px, 4vw, 34px); line-height: 1.2; margin: 10px 0 14px; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 21px; margin: 44px 0 12px; }
h3 { font-size: 16px; margin: 0; }
h4 { font-size: 14px; margin: 0 0 6px; }
p { margin: 0 0 10px; max-width: 84ch; }
a { color: var(--now); }
code, pre { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: .88em; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; overflow-x: auto; margin: 0 0 12px; white-space: pre-wrap; }
.brand { color: var(--muted); margin: 26px 0 0; }
.verdict { border-left: 5px solid var(--tone, var(--base)); padding-left: 18px; margin: 8px 0 0; }
.verdict p:last-child { margin-bottom: 0; }
.lead { font-size: 18px; }
.bad { --tone: var(--bad); --soft: var(--soft-bad); } .good { --tone: var(--good); --soft: var(--soft-good); }
.open, .fail { --tone: var(--open); --soft: var(--soft-open); } .same, .idle, .new { --tone: var(--muted); --soft: var(--panel); }
.pill { display: inline-block; border-radius: 99px; padding: 1px 10px; font-size: 14px; font-weight: 600; color: var(--tone); background: var(--soft); white-space: nowrap; }
.note { border: 1px solid var(--line); border-radius: 6px; padding: 10px 14px; margin: 14px 0 0; }
.note > :last-child { margin-bottom: 0; }
.warn { border-color: var(--open); background: var(--soft-open); }
.facts { color: var(--muted); font-size: 14px; margin: 14px 0 0; max-width: none; }
.hint { color: var(--muted); font-size: 14px; }
.scroll { overflow-x: auto; margin: 0 0 14px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: right; padding: 6px 10px; border-bottom: 1px solid var(--line); vertical-align: middle; white-space: nowrap; overflow-wrap: normal; }
thead th { color: var(--muted); font-weight: 600; border-bottom-width: 2px; }
tbody th { font-weight: 600; }
th:first-child, .text { text-align: left; } td.text { white-space: normal; width: 36%; min-width: 13em; }
th button { all: unset; cursor: pointer; } th button:focus-visible { outline: 2px solid var(--now); outline-offset: 2px; }
th[aria-sort=ascending] button::after { content: ' ↑'; } th[aria-sort=descending] button::after { content: ' ↓'; }
tr.limit th { font-weight: 400; color: var(--muted); padding-left: 22px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; align-items: center; color: var(--muted); font-size: 14px; margin: 0 0 12px; }
.key span { display: inline-flex; align-items: center; } .key svg { flex: none; display: inline-block; vertical-align: -3px; margin-right: 6px; } .key svg:not(.strip) { width: 16px; height: 16px; } .key .strip { width: 78px; }
svg { display: block; overflow: visible; }
.strip { width: 132px; height: 18px; background: linear-gradient(var(--muted), var(--muted)) 50% / 1px 100% no-repeat, linear-gradient(var(--band), var(--band)) 50% / 28px 100% no-repeat; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.strip.unjudged { background: linear-gradient(var(--line), var(--line)) 50% / 1px 100% no-repeat; }
.strip.bound { background: repeating-linear-gradient(var(--bad) 0 4px, transparent 4px 7px) 50% / 2px 100% no-repeat; }
.chart { width: 100%; max-width: 520px; height: auto; }
text { font: 11px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif; fill: var(--muted); }
.e { text-anchor: end; } .m { text-anchor: middle; }
.g { stroke: var(--grid); fill: none; }
.f { fill: var(--panel); }
.j { stroke: var(--line); stroke-width: 1.5; fill: none; }
.b, .c { fill: none; stroke-linecap: round; stroke-linejoin: round; } .b { stroke: var(--base); } .c { stroke: var(--now); }
.p { stroke-width: 7; } .o { stroke-width: 3.5; stroke: var(--ground); stroke-linecap: round; fill: none; } .l { stroke-width: 2; }
.v { stroke: var(--tone); stroke-width: 3; fill: none; stroke-linecap: round; } .w { stroke: var(--tone); stroke-width: 9; fill: none; stroke-linecap: round; } .x { fill: var(--tone); }
.kb { fill: var(--base); } .kc { fill: var(--now); } .ks { opacity: .5; }
.flame { width: 100%; min-width: 900px; -webkit-print-color-adjust: exact; print-color-adjust: exact; } .flame text { fill: var(--text); pointer-events: none; }
.flame .n { fill: var(--band); } .u1 { fill: var(--u1); } .u2 { fill: var(--u2); } .u3 { fill: var(--u3); } .d1 { fill: var(--d1); } .d2 { fill: var(--d2); } .d3 { fill: var(--d3); }
details.cell { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 10px; }
.many #all { max-height: 84vh; overflow: auto; border: 1px solid var(--line); border-radius: 6px; }
.many #all thead th { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 0; box-shadow: inset 0 -2px var(--line); }
.many details.cell { content-visibility: auto; contain-intrinsic-size: auto 52px; }
details.cell > summary { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 11px 14px; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
details.cell > summary::before, details.more > summary::before { content: '▸'; color: var(--muted); } details.cell[open] > summary::before, details.more[open] > summary::before { content: '▾'; }
summary:focus-visible, .scroll:focus-visible, a:focus-visible { outline: 2px solid var(--now); outline-offset: 2px; border-radius: 6px; }
summary .by { margin-left: auto; font-weight: 600; white-space: nowrap; }
.in { padding: 4px 14px 8px; border-top: 1px solid var(--line); }
.in > p { margin: 10px 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr)); gap: 16px 28px; margin: 14px 0; }
figure { margin: 0; min-width: 0; } figcaption { font-size: 14px; font-weight: 600; margin: 0 0 4px; } figcaption span { font-weight: 400; color: var(--muted); }
details.more { margin: 0 0 12px; font-size: 14px; } details.more > summary { cursor: pointer; list-style: none; padding: 4px 0; } details.more > summary::before { margin-right: 6px; }
.controls { display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: center; margin: 0 0 12px; font-size: 14px; }
.controls label { display: flex; gap: 6px; align-items: center; }
.controls input, .controls select, .controls button { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--muted); border-radius: 6px; padding: 5px 9px; max-width: 100%; }
.controls output { color: var(--muted); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 8px 18px; margin: 0 0 16px; } dt { font-weight: 600; } dd { margin: 0; }
.bar { width: 160px; height: 12px; } .bar rect { fill: var(--now); }
footer { margin-top: 48px; padding-bottom: 40px; color: var(--muted); font-size: 14px; }
[hidden] { display: none !important; }
@media (max-width: 900px) { table { font-size: 13px; } th, td { padding: 6px 7px; } #news :is(th, td):nth-child(6), #all :is(th, td):nth-child(7) { display: none; } }
@media (max-width: 620px) { #news :is(th, td):is(:nth-child(3), :nth-child(4), :nth-child(6), :nth-child(7)), #all :is(th, td):is(:nth-child(2), :nth-child(3), :nth-child(5), :nth-child(6), :nth-child(7)) { display: none; } tbody th { white-space: normal; } td.text { width: auto; min-width: 8em; } td.text, #news th { overflow-wrap: break-word; } header, main, footer { padding: 0 14px; } .lead { font-size: 16px; } .verdict { padding-left: 12px; } th, td { padding: 6px 7px; } dl { grid-template-columns: minmax(0, 1fr); gap: 2px; } dd { margin-bottom: 8px; } summary .by { margin-left: 0; } }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print { .controls { display: none; } .many #all { max-height: none; overflow: visible; } body { font-size: 12px; } table, .facts, .hint, .key, figcaption { font-size: 11px; } details.cell { break-inside: avoid; } .many details.cell { content-visibility: visible; } .scroll { overflow: visible; } .flame { min-width: 0; } th, td { white-space: normal; padding: 4px 6px; } h2 { break-after: avoid; } }
`;
