import type { Stack } from "../policy";
import { actixCors } from "./actixCors";
import { apache } from "./apache";
import { aspnetCore } from "./aspnetCore";
import { awsHttpApiCdk } from "./awsHttpApiCdk";
import { awsHttpApiConsole } from "./awsHttpApiConsole";
import { awsHttpApiSam } from "./awsHttpApiSam";
import { awsHttpApiTerraform } from "./awsHttpApiTerraform";
import { awsLambdaNode } from "./awsLambdaNode";
import { awsRestApiCdk } from "./awsRestApiCdk";
import { awsRestApiSam } from "./awsRestApiSam";
import { axum } from "./axum";
import { caddy } from "./caddy";
import { cloudflareWorkers } from "./cloudflareWorkers";
import { cloudfront } from "./cloudfront";
import { deno } from "./deno";
import { djangoCorsHeaders } from "./djangoCorsHeaders";
import { envoy } from "./envoy";
import { expressCors } from "./expressCors";
import { expressManual } from "./expressManual";
import { fastapi } from "./fastapi";
import { fastify } from "./fastify";
import { firebaseHosting } from "./firebaseHosting";
import { flaskCors } from "./flaskCors";
import { gcs } from "./gcs";
import { gin } from "./gin";
import { goChi } from "./goChi";
import { goNetHttp } from "./goNetHttp";
import { haproxy } from "./haproxy";
import { headers } from "./headers";
import { hono } from "./hono";
import { jub0bsCors } from "./jub0bsCors";
import { koa } from "./koa";
import { laravel } from "./laravel";
import { nestjs } from "./nestjs";
import { netlify } from "./netlify";
import { nextjsHeaders } from "./nextjsHeaders";
import { nextjsProxy } from "./nextjsProxy";
import { nginx } from "./nginx";
import { nodeHttp } from "./nodeHttp";
import { php } from "./php";
import { rackCors, rails } from "./rackCors";
import { rsCors } from "./rsCors";
import { s3 } from "./s3";
import { springCorsRegistry } from "./springCorsRegistry";
import { springCrossOrigin } from "./springCrossOrigin";
import { springSecurity } from "./springSecurity";
import { varnish } from "./varnish";
import { vercel } from "./vercel";
import { viteCors } from "./viteCors";
import { viteProxy } from "./viteProxy";
import { webpackProxy } from "./webpackProxy";

/** Every recipe, by id. To add one: a file here, an import and a row (a line each), golden files, a proof in e2e/prove. */
export const STACKS: readonly Stack[] = [
  actixCors,
  apache,
  aspnetCore,
  awsHttpApiCdk,
  awsHttpApiConsole,
  awsHttpApiSam,
  awsHttpApiTerraform,
  awsLambdaNode,
  awsRestApiCdk,
  awsRestApiSam,
  axum,
  caddy,
  cloudflareWorkers,
  deno,
  djangoCorsHeaders,
  cloudfront,
  envoy,
  expressCors,
  expressManual,
  fastapi,
  fastify,
  firebaseHosting,
  flaskCors,
  gcs,
  gin,
  goChi,
  goNetHttp,
  haproxy,
  headers,
  hono,
  jub0bsCors,
  koa,
  laravel,
  nestjs,
  netlify,
  nextjsHeaders,
  nextjsProxy,
  nginx,
  nodeHttp,
  php,
  rackCors,
  rails,
  rsCors,
  s3,
  springCorsRegistry,
  springCrossOrigin,
  springSecurity,
  varnish,
  vercel,
  viteCors,
  viteProxy,
  webpackProxy,
];

export function stackById(id: string): Stack | null {
  return STACKS.find((stack) => stack.id === id) ?? null;
}
