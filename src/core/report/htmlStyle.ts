import { html } from "./html";

/** The one style of the saved page. Its hash stands in the page's Content-Security-Policy; a test holds the two together. */
export const STYLE = html`
:root{color-scheme:light dark;--ground:#fff;--raised:#f5f6f7;--line:#d5d8dc;--text:#1f2328;--quiet:#59606a;--bad:#b3261e;--good:#146c2e;--warn:#8a5300;--accent:#0b57d0}
@media (prefers-color-scheme:dark){:root{--ground:#202124;--raised:#2a2b2e;--line:#46494d;--text:#e8eaed;--quiet:#a9aeb5;--bad:#f2a29b;--good:#7fd39a;--warn:#f1c277;--accent:#a8c7fa}}
*{box-sizing:border-box}
body{max-width:68rem;margin:0 auto;padding:1.5rem;background:var(--ground);color:var(--text);font:14px/1.5 system-ui,sans-serif}
h1{margin:0 0 .25rem;font-size:1.5rem}
h2{margin:1.25rem 0 .35rem;font-size:1rem}
.endpoint h2{margin:0;font:600 1rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
h3{margin:1.25rem 0 .35rem;font-size:.9rem}
p{margin:.35rem 0;max-width:52rem;overflow-wrap:anywhere}
a{color:var(--accent)}
.quiet{color:var(--quiet)}
.endpoint{margin-top:1.5rem;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:.5rem}
.tag{display:inline-block;padding:0 .45rem;border:1px solid currentcolor;border-radius:.25rem;font-size:.8rem;font-weight:600}
.tag-blocked,.failed,.would-fail{color:var(--bad)}
.tag-not-cors,.tag-unknown{color:var(--warn)}
.passed .mark{color:var(--good)}
code,pre,td,th{font:12.5px/1.45 ui-monospace,monospace}
pre{margin:.35rem 0;padding:.6rem .75rem;border:1px solid var(--line);border-radius:.35rem;background:var(--raised);white-space:pre-wrap;overflow-wrap:anywhere}
ol,ul{margin:.35rem 0;padding-left:1.4rem}
.ladder{padding-left:0;list-style:none}
.ladder li{display:grid;grid-template-columns:1.4rem 1fr;margin:.15rem 0;overflow-wrap:anywhere}
.ladder .not-reached,.ladder .not-run{color:var(--quiet)}
.ladder .side{grid-column:2;margin:0;font-size:.9em}
table{width:100%;border-collapse:collapse;table-layout:fixed}
caption{padding:.4rem 0 .2rem;text-align:left;overflow-wrap:anywhere}
th,td{padding:.15rem .5rem .15rem 0;border-top:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{width:32%;font-weight:600}
svg{display:block;width:100%;height:auto;margin:.35rem 0}
svg text{fill:var(--text);font:11px system-ui,sans-serif}
.waiting{fill:var(--line)}
.server{fill:var(--accent)}
.body{fill:var(--good)}
.refusal{fill:var(--bad)}
@media print{body{max-width:none;padding:0;font-size:11px}.endpoint{break-inside:auto;border-width:1px 0 0;border-radius:0;padding:1rem 0}h2,h3,caption{break-after:avoid}tr,li,svg{break-inside:avoid}}
`;

/** sha256 of the above. The failing test prints the one that fits. */
export const STYLE_HASH = "sha256-V8SuAQ2oA8ozmwu8PvXTZ7eWBuFuLZebiJi5imbEv0c=";
