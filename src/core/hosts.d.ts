/** What the pure rooms use of their host beyond the language itself: WHATWG URL, found in every browser and in Node. */
interface CoreURL {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly username: string;
  readonly password: string;
}
declare const URL: {
  new (url: string, base?: string): CoreURL;
  canParse(url: string, base?: string): boolean;
  parse(url: string, base?: string): CoreURL | null;
};
