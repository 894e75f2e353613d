export default {
  appType: "custom",
  logLevel: "error",
  server: {
    host: "127.0.0.1",
    allowedHosts: true,
    hmr: false,
    watch: null, // a file that was written a moment ago would restart it in the middle of a request
    // CORSCOPE:server
  },
  plugins: [
    {
      name: "items",
      // The returned function adds what runs after Vite's own middlewares, CORS among them.
      configureServer: (server) => () => {
        server.middlewares.use((req, res) => {
          const { pathname } = new URL(req.url, "http://localhost");
          if (pathname === "/broken") throw new Error("broken");
          res.statusCode = pathname === "/items" ? 200 : 404;
          res.end('{"from":"vite"}');
        });
      },
    },
  ],
};
