import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type RequestHandler, type Router } from 'express';
import { pagesFolder } from './built-files.js';
import { ownOriginOnly, type PageReach, pageSecurity } from './page-security.js';
import { named } from './request-line.js';

export type PageName = 'sandbox' | 'evidence' | 'insights' | 'status';

const year = 31_536_000;

/** The built page, read once; undefined where the pages are not built. */
function pageText(name: PageName): string | undefined {
  const file = path.join(pagesFolder(), `${name}.html`);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Sends a page under its policy; passes on where the pages are not built. */
export function page(name: PageName, reach: PageReach = ownOriginOnly): readonly RequestHandler[] {
  const html = pageText(name);
  if (html === undefined) return [(_request, _response, next) => next()];
  const send: RequestHandler = (_request, response) => {
    response.type('html').set('Referrer-Policy', 'no-referrer').send(html);
  };
  return [pageSecurity(reach), send];
}

/** Scripts, styles and images of the pages. Their names hold a hash of their content, so they may be kept for ever. */
export function pageAssets(): RequestHandler {
  return express.static(path.join(pagesFolder(), 'assets'), {
    index: false,
    redirect: false,
    setHeaders: (response) => {
      response.setHeader('Cache-Control', `public, max-age=${year}, immutable`);
    },
  });
}

/** Adds one GET route, named for the log. */
export function addGet(router: Router, route: string, ...handlers: readonly RequestHandler[]): void {
  router.get(route, named(route), ...handlers);
}
