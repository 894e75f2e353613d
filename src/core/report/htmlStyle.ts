import { html } from "./html";

/** The one style of the saved page. Its hash stands in the page's Content-Security-Policy; a test holds the two together. */
export const STYLE = html`
:root{color-scheme:light dark;--ground:#fff;--raised:#f5f6f7;--line:#d5d8dc;--text:#1f2328;--quiet:#59606a;--bad:#b3261e;--good:#146c2e;--warn:#8a5300;--vivid:#6b3fb5;--accent:#0b57d0}
@media screen and (prefers-color-scheme:dark){:root{--ground:#202124;--raised:#2a2b2e;--line:#46494d;--text:#e8eaed;--quiet:#a9aeb5;--bad:#f2a29b;--good:#7fd39a;--warn:#f1c277;--vivid:#c3a4ff;--accent:#a8c7fa}}
*{box-sizing:border-box}
body{max-width:64rem;margin:0 auto;padding:2rem 1.5rem;background:var(--ground);color:var(--text);font:14px/1.5 system-ui,sans-serif}
h1{margin:0 0 .25rem;font-size:1.6rem;line-height:1.2}
h2{margin:1.75rem 0 .5rem;font-size:1.1rem}
h3{margin:1.5rem 0 .4rem;padding-top:.5rem;border-top:1px solid var(--line);font-size:.95rem}
h3 .quiet{font-weight:400}
h4{margin:.9rem 0 .25rem;font-size:.875rem}
p{margin:.35rem 0;max-width:50rem;overflow-wrap:anywhere}
a{color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.quiet,.words{color:var(--quiet)}
.lead{font-size:1.05rem}
.endpoint{margin-top:2rem;padding:1.25rem 1.5rem;border:1px solid var(--line);border-radius:.5rem}
.endpoint:target{border-color:var(--accent)}
.endpoint h2{margin:0 0 .35rem;font:600 1.05rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
.tag{display:inline-block;padding:0 .45rem;border:1px solid currentcolor;border-radius:.25rem;font:600 .8rem/1.5 system-ui,sans-serif;white-space:nowrap}
.tag-blocked,.failed,.would-fail{color:var(--bad)}
.tag-not-cors{color:var(--vivid)}
.tag-unknown{color:var(--warn)}
.failed .words,.would-fail .words{color:inherit;font-weight:600}
.passed .mark{color:var(--good)}
code,pre,.endpoint td,.endpoint th,.contents tbody th{font:12.5px/1.5 ui-monospace,monospace}
p code{font-size:.92em}
pre{margin:.35rem 0;padding:.6rem .75rem;border:1px solid var(--line);border-radius:.35rem;background:var(--raised);white-space:pre-wrap;overflow-wrap:anywhere}
ol,ul{margin:.35rem 0;padding-left:1.25rem}
li{margin:.2rem 0}
.causes{padding:0;list-style:none}
.causes li{margin:.5rem 0;padding-left:.75rem;border-left:3px solid var(--bad)}
.count{font-weight:600}
.ladder{padding:0;list-style:none}
.ladder li{display:grid;grid-template-columns:1.4rem 1fr;overflow-wrap:anywhere}
.ladder .not-reached,.ladder .not-run{color:var(--quiet)}
.ladder .side{grid-column:2;margin:0}
table{width:100%;border-collapse:collapse;table-layout:fixed}
caption{padding:.6rem 0 .25rem;font-size:.875rem;text-align:left;overflow-wrap:anywhere}
th,td{padding:.2rem .75rem .2rem 0;border-top:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
.endpoint th{width:34%;font-weight:600}
.contents thead th{border:0;color:var(--quiet);font-weight:400}
.contents tbody th{font-weight:400}
.contents td,.contents tbody th{vertical-align:baseline}
.contents th:first-child{width:6.5rem}
.contents th:nth-child(3){width:36%}
.contents .times{width:4rem;padding-right:0;text-align:right}
svg{display:block;width:100%;height:auto;margin:.35rem 0}
svg text{fill:var(--text);font:11px system-ui,sans-serif}
svg .axis{fill:var(--quiet)}
svg line{stroke:var(--line)}
.waiting{fill:var(--quiet)}
.server{fill:var(--accent)}
.body{fill:var(--good)}
.refusal{fill:var(--bad)}
footer{margin-top:2rem}
@media (forced-colors:active){.waiting,.server,.body,.refusal{forced-color-adjust:none}}
@media print{@page{margin:16mm}body{max-width:none;padding:0;font-size:10.5pt}.endpoint{break-before:page;margin:0;padding:0;border:0}h2,h3,h4,caption,.snippet p{break-after:avoid}tr,li,svg,.stage,.snippet,pre{break-inside:avoid}p{orphans:3;widows:3}thead{display:table-header-group}a[href^="https:"]::after{content:" " attr(href)}}
`;

/** sha256 of the above. The failing test prints the one that fits. */
export const STYLE_HASH = "sha256-WjpNk7huMt7uo0/b+/Fe5qOPPpBunu7tBMYrdIwf2R8=";
