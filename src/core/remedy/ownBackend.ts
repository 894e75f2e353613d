import { originOf } from "../fetch/origins";
import { js, jsString } from "./encode/javascript";
import { join, type Language, type Lit } from "./encode/lit";
import { ng, ngString } from "./encode/nginx";
import type { Snippet } from "./policy";
import { snippets } from "./stacks/snippets";
import { parseOrigin } from "./validate";

/** A way to have the page's own server pass a request on, so that the browser sees one origin and asks nobody. */
export interface BackendRoute {
  /** Kebab-case: `vite`, `webpack`, `next`, `nginx`. */
  readonly id: string;
  readonly title: string;
  /** Whether it serves real visitors or only development. */
  readonly reach: "development" | "production";
  readonly snippets: readonly Snippet[];
  readonly docs: string;
}

export type BackendRoutes =
  | {
      readonly ok: true;
      readonly routes: readonly BackendRoute[] /** What the call becomes: `fetch("/corscope-api/items")`. */;
      readonly call: string;
    }
  | { readonly ok: false; readonly refusal: string };

/** The path under which the page's own server passes requests on. */
const PREFIX = "/other-api";

/** For a server that is somebody else's: the snippets of the page's own server for calling it, with the address that was called. */
export function throughOwnBackend(url: string): BackendRoutes {
  const target = parseOrigin(originOf(url));
  if (target === null) return { ok: false, refusal: "The address has an unusual host: write the proxy rule by hand." };
  const routes = [vite(target), webpack(target), next(target), nginx(target)];
  const path = URL.parse(url)?.pathname ?? "/";
  const call = js`fetch(${jsString(PREFIX + path)})`;
  const refused = routes.find((route) => !route.ok);
  if (refused !== undefined && !refused.ok) return refused;
  return { ok: true, routes: routes.flatMap((route) => (route.ok ? [route.route] : [])), call: call.text };
}

type Made = { readonly ok: true; readonly route: BackendRoute } | { readonly ok: false; readonly refusal: string };

function made(route: Omit<BackendRoute, "snippets">, file: string, where: string, text: Lit<Language>): Made {
  const rendered = snippets([{ file, where, slot: "proxy" }, text]);
  return rendered.ok ? { ok: true, route: { ...route, snippets: rendered.snippets } } : rendered;
}

function vite(target: string): Made {
  const text = js`server: {
  proxy: {
    ${jsString(PREFIX)}: {
      target: ${jsString(target)},
      changeOrigin: true,
      rewrite: (path) => path.slice(${jsString(PREFIX)}.length),
    },
  },
},
`;
  const docs = "https://vite.dev/config/server-options#server-proxy";
  return made({ id: "vite", title: "Vite", reach: "development", docs }, "vite.config.js", "inside defineConfig({ })", text);
}

function webpack(target: string): Made {
  const lines = [
    js`devServer: {`,
    js`  proxy: [`,
    js`    { context: [${jsString(PREFIX)}], target: ${jsString(target)}, changeOrigin: true, pathRewrite: { ${jsString(`^${PREFIX}`)}: "" } },`,
    js`  ],`,
    js`},
`,
  ];
  const docs = "https://webpack.js.org/configuration/dev-server/#devserverproxy";
  return made(
    { id: "webpack", title: "webpack-dev-server", reach: "development", docs },
    "webpack.config.js",
    "inside module.exports = { }",
    join(lines, "\n"),
  );
}

function next(target: string): Made {
  const text = js`async rewrites() {
  return [{ source: ${jsString(`${PREFIX}/:path*`)}, destination: ${jsString(`${target}/:path*`)} }];
},
`;
  const docs = "https://nextjs.org/docs/app/api-reference/config/next-config-js/rewrites";
  return made({ id: "next", title: "Next.js", reach: "production", docs }, "next.config.js", "inside the exported object", text);
}

function nginx(target: string): Made {
  const text = ng`location ${ngString(`${PREFIX}/`)} {
    proxy_pass ${ngString(`${target}/`)};
    proxy_set_header Host $proxy_host;
    proxy_ssl_server_name on;
}
`;
  const docs = "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass";
  return made({ id: "nginx", title: "nginx", reach: "production", docs }, "nginx.conf", "inside the server { } that serves the page", text);
}
