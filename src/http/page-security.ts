import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** What a page may reach and who may frame it, beside itself and nobody. */
export interface PageReach {
  /** Origins that the page's script may call. */
  readonly connect: readonly string[];
  /** Origins that may show the page in a frame. */
  readonly frameAncestors: readonly string[];
}

type ContentPolicy = NonNullable<Parameters<typeof helmet.contentSecurityPolicy>[0]>;

export const ownOriginOnly: PageReach = { connect: [], frameAncestors: [] };

/** The policy as helmet takes it. */
export function contentPolicy({ connect, frameAncestors }: PageReach): ContentPolicy {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'", ...connect],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: frameAncestors.length === 0 ? ["'none'"] : [...frameAncestors],
    },
  };
}

/**
 * Content-Security-Policy of a page: everything from this origin, nothing inline, nothing evaluated.
 * A page that others may frame carries no X-Frame-Options, which knows no list and would contradict.
 */
export function pageSecurity({ connect, frameAncestors }: PageReach): RequestHandler {
  const policy = helmet.contentSecurityPolicy(contentPolicy({ connect, frameAncestors }));
  return (request, response, next) => {
    if (frameAncestors.length > 0) response.removeHeader('X-Frame-Options');
    policy(request, response, next);
  };
}
