/** The look of the HTML report: light, dark and high contrast, narrow and wide. No style stands outside this text. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1f1f1f; --muted: #5c5c5c; --line: #d8d8d8; --soft: #f4f4f4;
  --green: #2e7d32; --red: #c62828; --yellow: #9a6700; --blue: #1565c0; --ins: #d7f2dc; --del: #fbdcdc; --focus: #0060c0; }
@media (prefers-color-scheme: dark) { :root { --ground: #1e1e1e; --text: #e4e4e4; --muted: #a6a6a6; --line: #3c3c3c; --soft: #282828;
  --green: #7bc77e; --red: #f28b82; --yellow: #e3b341; --blue: #79b8ff; --ins: #1f4427; --del: #5a2424; --focus: #4daafc; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1180px; margin: 0 auto; padding: 20px 16px 48px; }
h1 { font-size: 16px; margin: 0; } h2 { font-size: 15px; margin: 0 0 8px; } h3 { font-size: 14px; margin: 12px 0 4px; }
p { margin: 0 0 8px; } a { color: var(--blue); } code, pre { font: 12px/1.5 ui-monospace, monospace; }
.meta, .small { color: var(--muted); font-size: 12px; }
.tag { border: 1px solid var(--line); border-radius: 3px; padding: 0 5px; font-size: 12px; font-weight: 400; }
.notice { border-left: 3px solid var(--yellow); background: var(--soft); padding: 6px 10px; margin: 10px 0; }
section { border-top: 1px solid var(--line); padding-top: 16px; margin-top: 20px; }
.verdict { margin: 0; border-top: 0; border-left: 3px solid var(--mark); padding: 0 0 0 14px; }
.warn { --mark: var(--yellow); } .bad { --mark: var(--red); } .good { --mark: var(--green); } .open { --mark: var(--blue); } .quiet { --mark: var(--muted); }
.verdict h2 { font-size: 21px; } .verdict h2 span { color: var(--mark); } .lead { font-size: 16px; }
dl { display: grid; grid-template-columns: 64px 1fr; gap: 6px 8px; margin: 12px 0 0; } dt { color: var(--muted); font-weight: 600; font-size: 12px; line-height: 21px; } dd { margin: 0; }
.top { display: grid; gap: 20px; margin-top: 16px; }
.tiles { display: grid; grid-template-columns: repeat(2, 1fr); gap: 14px; align-content: start; border-top: 0; margin: 0; padding: 0; }
.tile { border-left: 1px solid var(--line); padding-left: 12px; } .tile b { display: block; font-size: 21px; line-height: 1.3; } .tile .thin { font-weight: 400; color: var(--muted); } .tile .none { font-size: 14px; font-weight: 400; line-height: 28px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; } th { text-align: left; font-weight: 400; } td, th { padding: 2px 8px 2px 0; vertical-align: top; }
.matrix th, .matrix td { padding: 1px; height: 26px; vertical-align: middle; white-space: nowrap; } .matrix td { min-width: 26px; text-align: center; } .matrix th { padding-right: 10px; } .matrix thead th { text-align: center; color: var(--muted); font-size: 12px; padding: 1px; }
.matrix thead th:first-child { text-align: left; } .matrix .figure { text-align: right; padding-left: 10px; } .matrix .original th, .matrix .original td { border-bottom: 1px solid var(--line); } .matrix .stress th, .matrix .stress td { border-top: 1px solid var(--line); }
.cell { display: inline-block; width: 24px; height: 24px; line-height: 22px; border: 1px solid transparent; text-decoration: none; color: inherit; }
.cell.right { color: var(--green); } .cell.same, .cell.missing { color: var(--muted); }
.cell.wrong { background: var(--del); border-color: var(--red); } .cell.mixed, .cell.partly { background: var(--soft); border: 1px dotted var(--yellow); }
.cell.different { border-color: var(--blue); background: var(--soft); } .cell.unreadable, .cell.failed { border: 1px dashed var(--red); }
a.cell:hover, a.cell:focus { outline: 2px solid var(--focus); outline-offset: 0; } a:focus-visible, summary:focus-visible { outline: 2px solid var(--focus); }
.legend .cell { text-align: center; width: 20px; height: 20px; line-height: 18px; } .legend { display: flex; align-items: center; flex-wrap: wrap; gap: 4px 16px; margin-top: 8px; }
.where { display: grid; gap: 24px; grid-template-columns: minmax(0, 1fr); }
.detail { display: none; } .detail:target { display: block; } main:not(:has(.detail:target)) .detail.first { display: block; }
.detail .facts { display: flex; flex-wrap: wrap; gap: 8px 28px; margin: 8px 0; } .facts div > span { display: block; color: var(--muted); font-size: 12px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: 8px 10px; margin: 4px 0 12px; font: 12px/1.6 ui-monospace, monospace; max-height: 480px; overflow: auto; }
.input { border-left: 3px solid var(--line); padding-left: 10px; white-space: pre-wrap; overflow-wrap: anywhere; margin: 6px 0; }
ins { background: var(--ins); text-decoration: underline; } del { background: var(--del); text-decoration: line-through; }
.deeper { display: grid; gap: 24px; } details { margin-top: 10px; } summary { cursor: pointer; }
.paths { margin: 4px 0 12px; } .paths td { font: 12px/1.6 ui-monospace, monospace; overflow-wrap: anywhere; } .paths thead th { color: var(--muted); font-size: 12px; }
dl.figures { display: block; } .figures div { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 12px; padding: 4px 0; border-bottom: 1px solid var(--line); }
.figures dt { font: inherit; color: inherit; overflow-wrap: anywhere; } .figures dd + dd { grid-column: 1 / -1; }
@media (min-width: 700px) { .figures div { grid-template-columns: minmax(0, 5fr) minmax(0, 3fr) minmax(0, 8fr); } .figures dd + dd { grid-column: auto; } .figures code { display: block; } }
.num { text-align: right; }
svg { display: block; max-width: 100%; height: auto; overflow: visible; } svg text { font: 11px system-ui, sans-serif; fill: var(--muted); } svg .strong { fill: var(--text); font-weight: 600; }
.axis { stroke: var(--line); } .bar { fill: var(--mark, var(--blue)); } .whisker { stroke: var(--text); stroke-width: 1.5; fill: none; } .dot { fill: var(--text); } .noise { fill: var(--muted); opacity: .55; }
footer { margin-top: 28px; border-top: 1px solid var(--line); padding-top: 8px; overflow-wrap: anywhere; }
@media (min-width: 860px) { .top { grid-template-columns: 3fr 2fr; } .where { grid-template-columns: minmax(0, 11fr) minmax(0, 9fr); } .deeper { grid-template-columns: 1fr 1fr; } }
@media (min-width: 480px) and (max-width: 859px) { .tiles { grid-template-columns: repeat(4, 1fr); } }
@media (max-width: 600px) { svg text { font-size: 18px; } svg .tight { display: none; } }
@media (forced-colors: active) { .cell { border-color: Canvas; } .cell.wrong { border: 2px solid CanvasText; } .cell.mixed { border: 2px dotted CanvasText; } .cell.unreadable, .cell.failed { border: 2px dashed CanvasText; } ins { border-bottom: 2px solid; } .bar, .dot, .noise { forced-color-adjust: none; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print { .detail { display: block; break-inside: avoid; } .text { max-height: none; } }
`;
