module.exports = {
  mode: "development",
  entry: "./page.js",
  devServer: {
    host: "127.0.0.1",
    allowedHosts: "all",
    hot: false,
    liveReload: false,
    static: false,
    // CORSCOPE:server
  },
};
