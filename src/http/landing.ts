import type { RequestHandler } from 'express';
import type { Config } from '../config.js';

const notices: Readonly<Record<Config['mode'], string>> = {
  open: '<p><strong>Open mode: for synthetic data only.</strong> Do not send the data of a person to this instance.</p>',
  tenants: '<p>Known clients only: every request that carries patient data is signed.</p>',
};

const page = (knowledge: string, mode: Config['mode']): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Herald</title>
<main>
<h1>Herald</h1>
<p>CDS Hooks service for HER2-low and HER2-ultralow breast cancer.</p>
${notices[mode]}
<ul>
<li><a href="/cds-services">Discovery</a>: GET /cds-services</li>
<li>POST /cds-services/{id}: a CDS Hooks request gives cards</li>
<li>POST /assess?asOf=YYYY-MM-DD: a FHIR R4 Bundle gives the assessment</li>
<li><a href="/healthz">GET /healthz</a>, <a href="/readyz">GET /readyz</a></li>
</ul>
<p>Knowledge ${knowledge}</p>
</main>
</html>
`;

/** `GET /`: what this is and where its doors are. Takes the knowledge version, which is ours and needs no escaping. */
export function landing(knowledge: string, mode: Config['mode']): RequestHandler {
  const html = page(knowledge, mode);
  return (_request, response) => {
    response.type('html').send(html);
  };
}
