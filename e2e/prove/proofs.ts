import type { Proof } from "./proof";
import { apache } from "./proofs/apache";
import { aspnetCore } from "./proofs/aspnetCore";
import { awsHttpApiCdk, awsHttpApiConsole, awsHttpApiSam, awsHttpApiTerraform } from "./proofs/awsHttpApi";
import { awsLambdaNode } from "./proofs/awsLambdaNode";
import { awsRestApiCdk, awsRestApiSam } from "./proofs/awsRestApi";
import { gcs, s3 } from "./proofs/buckets";
import { caddy } from "./proofs/caddy";
import { cloudfront } from "./proofs/cloudfront";
import { djangoCorsHeaders } from "./proofs/djangoCorsHeaders";
import { cloudflareWorkers, deno } from "./proofs/edge";
import { envoy } from "./proofs/envoy";
import { expressCors, expressManual } from "./proofs/express";
import { fastapi } from "./proofs/fastapi";
import { fastify } from "./proofs/fastify";
import { flaskCors } from "./proofs/flaskCors";
import { gin } from "./proofs/gin";
import { goChi } from "./proofs/goChi";
import { goNetHttp } from "./proofs/goNetHttp";
import { haproxy } from "./proofs/haproxy";
import { hono } from "./proofs/hono";
import { firebaseHosting, netlify, vercel } from "./proofs/hosting";
import { jub0bsCors } from "./proofs/jub0bsCors";
import { koa } from "./proofs/koa";
import { laravel } from "./proofs/laravel";
import { nestjs } from "./proofs/nestjs";
import { nextjsHeaders, nextjsProxy } from "./proofs/nextjs";
import { nginx } from "./proofs/nginx";
import { nodeHttp } from "./proofs/nodeHttp";
import { php } from "./proofs/php";
import { rsCors } from "./proofs/rsCors";
import { rackCors, rails } from "./proofs/ruby";
import { actixCors, axum } from "./proofs/rust";
import { springCorsRegistry, springCrossOrigin, springSecurity } from "./proofs/spring";
import { varnish } from "./proofs/varnish";
import { viteCors, viteProxy, webpackProxy } from "./proofs/vite";

/** Every proof, by stack. To add one: a file in proofs/, an import and a row (a line each), a base application in e2e/servers/stacks. */
export const PROOFS: readonly Proof[] = [
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
