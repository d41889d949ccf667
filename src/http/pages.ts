import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import express, { type RequestHandler, type Router } from 'express';
import { ownOriginOnly, type PageReach, pageSecurity } from './page-security.js';
import { named } from './request-line.js';

export type PageName = 'sandbox' | 'evidence' | 'insights' | 'status';

const year = 31_536_000;

/** The built page, read once; undefined where the pages are not built. */
function pageText(name: PageName, folder: string): string | undefined {
  const file = path.join(folder, `${name}.html`);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Where a page comes from and what it may reach. */
export interface PageOptions {
  readonly folder: string;
  readonly reach?: PageReach;
  /** The page is one level below the root: its relative addresses go up first. */
  readonly below?: boolean;
}

/** Sends a page under its policy; passes on where the pages are not built. */
export function page(name: PageName, options: PageOptions): readonly RequestHandler[] {
  const { folder, reach = ownOriginOnly, below = false } = options;
  const text = pageText(name, folder);
  if (text === undefined) return [(_request, _response, next) => next()];
  const html = below ? text.replaceAll('"./assets/', '"../assets/') : text;
  const send: RequestHandler = (_request, response) => {
    response.type('html').set('Referrer-Policy', 'no-referrer').send(html);
  };
  return [pageSecurity(reach), send];
}

/** Scripts, styles and images of the pages. Their names hold a hash of their content, so they may be kept for ever. */
export function pageAssets(folder: string): RequestHandler {
  return express.static(path.join(folder, 'assets'), {
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
