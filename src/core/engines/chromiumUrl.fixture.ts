/**
 * What Chromium 156.0.8078.79 said (Network.loadingFailed.corsErrorStatus) of each of these values of Access-Control-Allow-Origin, sent by
 * a server to a page of another origin. Measured, not derived; values with a space or a comma are "multiple" before they are looked at.
 * Separated by spaces; the empty value, which is none, stands first.
 */
export const MEASURED_AS_ANOTHER_ORIGIN: readonly string[] = [
  ...(
    "localhost:3000 app.test:8080 null: a-b:c a+b.c:d http:app.test http:/app.test http:///app.test http:\\\\app.test " +
    "HTTP://APP.OTHER http://other.test http://other.test/ http://other.test:80 http://other.test: http://other.test:0 " +
    "http://other.test:65535 http://other.test:00080 https://* https://*.a.test https://*:443 http://. http://.. http://.a.test " +
    "http://a..test http://a.test. http://-a.test http://a_b.test http://a%20b http://%61pp.test http://a%2Eb.test " +
    "http://a%C3%A9.test http://a\"b http://a'b http://a`b http://a{b} http://a\\b http://a~b http://a!b http://a$b http://a&b " +
    "http://a(b) http://a;b http://a=b http://a+b http://a@b http://@b http://u:p@b http://a#b http://a?b http://[::1] " +
    "http://[::1]:80 http://[::ffff:1.2.3.4] http://1.2.3.4 http://1.2.3 http://1.2.3.4. http://0x7f.1 http://0x http://0xg " +
    "http://4294967295 http://1.a http://a\tb \thttp://a http://é.test http://münchen.test http://日本.test " +
    "http://xn--mnchen-3ya.test http://xn--a.test http://xn-- http://xn--zzzzzz.test http://💩.test http://a.test/é data:é file: " +
    "file:/ file:// file:/// file:///x file://host/x file:x file://* data: data:x javascript: javascript:1 blob: " +
    "blob:http://a.test/1 about: about:blank about:srcdoc filesystem:http://a.test/t/x mailto: mailto:a@b ftp://a.test " +
    "ws://a.test wss://* chrome-extension://abc chrome-extension:abc chrome://x moz-extension://abc capacitor://localhost " +
    "ionic://localhost app:// app:/// app://- app://a%zz app://a@b tauri://localhost urn:x x: x:/ x:// x:/// httpx://a " +
    "view-source:http://a.test about://x data://x javascript://x mailto://x intent://x content://x externalfile:x " +
    "http://http://a.test https:* http:* http:/* http://a.test;http://b.test regex:x https://\u0024{host} https://{host} https://$host " +
    "https://a.test/* http://localhost: http://a.test:80?x http://a.test:80#x http://1e3 http://0 http://00 http://[::1]: " +
    "chrome:x chrome-guest:// uuid-in-package: android-app:// urn: cid: externalfile:// gopher:// ssh:// app: moz-extension:// " +
    "safari-extension:// chrome-extension://* chrome-extension://a:99999 isolated-app:x filesystem:http://a.test/temporary/ " +
    "filesystem:https://*/x/ filesystem:file:///x/y filesystem:chrome-extension://a/x filesystem:ws://a/x FILESYSTEM:http://a/x " +
    "filesystem:ftp://a/b http://a%20b.test http://%20 http://a%20 http://%20%20 http://xn--a%20b http://a.xn-- http://xn--- " +
    "http://xn--a- http://xn--1 http://xn--a.xn--b.c http://xn--80ak6aa92e.com http://xn--ls8h.test http://xn--a_b http://1.xn--a " +
    "ws://xn--a file://xn--a/x x://xn--a http://u:p@xn--a:80/x http://XN--A http://%78n--a"
  ).split(" "),
];

export const MEASURED_AS_INVALID: readonly string[] = [
  "",
  ...(
    "true false localhost app.test *.app.test *.app.test:80 ** NULL Null undefined none / // //x //app.test \\\\app.test ?x #x : " +
    ":: :80 ://app.test 1http://a.test -x:y +x:y .x:y 3000:x 127.0.0.1 127.0.0.1:3000 [::1]:80 _a:b a_b:c http: http:/ http:// " +
    "http:/// http://other.test:65536 http://other.test:99999999999 http://other.test:abc http://other.test:80a " +
    "http://other.test:-1 http://other.test:+80 http://other.test:8* http://other.test:* http://a%2fb http://a% http://a%zz " +
    "http://a%00b http://% http://a%40b http://a%3Ab http://a%25b http://a%7Fb http://a%E9.test http://a<b http://a>b http://a|b " +
    "http://a^b http://@ http://u:p@ http://? http://# http://a[b http://a]b http://[ http://[] http://[::1 http://[::1]x " +
    "http://[1.2.3.4] http://[::g] http://[v1.a] http://[fe80::1%25eth0] http://::1 http://1.2.3.4.5 http://1.2.3.256 " +
    "http://256.1.1.1 http://4294967296 http://999999999999 http://08.1.1.1 http://a.1 http://a.0x1 http://1..2 http://1.2.3.08 " +
    "http://a\u0001b http://a� é é:x 日本 file://host:80/ file://a%zz filesystem: filesystem:x ftp:// ftp: wss:// ws: " +
    "chrome-extension:// app://a:b app://a:99999 app://[::1 app://a<b app://a^b app://a|b filesystem:http:x " +
    "https://app.test:80:80 http://a.test:http://b https//app.test https:/// $host \u0024{ORIGIN} $http_origin %{ORIGIN}e {{origin}} " +
    "<origin> [*] (null) '*' \"*\" \"http://a.test\" 'http://a.test' http://a.test|http://b.test ^https?://a.test$ ~^https " +
    "/regex/ https?://a.test https://(a|b).test https://[a-z].test https://%host https://<host> http://a.test:{port} " +
    "http://localhost:\u0024{PORT} http://localhost:* http://0x100000000 http://1.2.3.4:99999 http://[::1]:x http://[1::2::3] " +
    "http://[1:2:3:4:5:6:7:8:9] http://[::1.2.3] http://[::1.2.3.4.5] http://[:::1] chrome:// chrome: chrome-untrusted:// " +
    "chrome-search:// devtools:// isolated-app:// chrome-error:// chrome-native:// chrome-distiller:// chrome-extension://a%zz " +
    "chrome-extension://a<b devtools: chrome-extension: chrome-extension:/ chrome-extension:/// filesystem:http:// " +
    "filesystem:http://a filesystem:http://a/ filesystem:data:x filesystem:filesystem:http://a/t/x filesystem:x:y " +
    "filesystem:/http://a/x filesystem:http:a filesystem:http://a%zz/x filesystem:http://a:99999/x filesystem:http://a<b/x " +
    "filesystem:about:blank filesystem:blob:x filesystem:x://y/z filesystem:javascript:1 http://xn--1.2.3.4 http://xn--a.1 " +
    "http://xn--a:99999 http://xn--a< filesystem:http://http: chrome-extension://%7F%7F filesystem:file://1.2.3.4"
  ).split(" "),
];
