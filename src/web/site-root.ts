const script: string = import.meta.url;

/** Where this service is mounted: scripts are served from `assets/` below it, also behind a proxy that adds a path. */
const root = new URL('../', script);

/** Address of one of the service's own routes, e.g. `siteUrl('evidence?patient=p1')`. */
export function siteUrl(route: string): string {
  return new URL(route, root).href;
}
