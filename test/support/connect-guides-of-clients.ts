import { services } from '../../hooks/index.js';
import type { GuideOfClient } from './connect-guide.js';

/** Public copies of Epic's CDS Hooks page are the source (fhir.epic.com/Documentation?docId=cds-hooks). */
export const epicGuide: GuideOfClient = {
  title: 'Connect Epic',
  start: [
    'For the analyst who builds the OPA (LGL) record. Epic calls no discovery: addresses and prefetch are typed in, so this page holds all of',
    'them. What it says of Epic comes from public copies of its developer page; check it against the documentation of your release.',
  ].join('\n'),
  services: services.map(({ id }) => id),
  sections: [
    [
      'What Epic does that Herald expects',
      [
        '- Tokens are RS384 with `nbf`, `sub` and a lifetime of 15 minutes; `kid` is base64. `iss` and `aud` are typed in by the health system: put',
        '  what was typed into `issuer` and `audiences` below.',
        '- The service address has to equal an endpoint URI of the app registration, or the request arrives without data.',
        '- Scopes are names of APIs with spaces and parentheses. Herald does not read them; every resource of the table has to be among them.',
        '- An empty search is a searchset whose only entry is an OperationOutcome with code 4101: that is "no data", not an error.',
        '- The drug of a draft order is often only a reference with a display; the Medication comes beside the drafts, or is fetched.',
        '- Ids are longer than 64 characters, references absolute, `category` an object: all are read.',
        '- Acknowledgement reasons come back as `overrideReasons`, with the reason in an extension. Map the codes above to acknowledgement records.',
        '- `patient-view` is also sent for triggers without a hook of their own. Restrict the record to oncology departments and to opening the chart',
        '  (`com.epic.cdshooks.request.bpa-trigger-action` 60); Herald is silent for everybody without breast cancer.',
        '- Labels of suggestions and links are not shown, the description of the action is: Herald fills both.',
      ].join('\n'),
    ],
  ],
  tenantNote:
    '`fhirServers` is the FHIR R4 base of the instance; `jwks` its public keys, which may be given as a file instead.',
  tenant: {
    id: 'north-hospital',
    issuer: 'https://ehr.example.org/interconnect-oauth/api/FHIR/R4',
    audiences: ['https://cds.example.org/herald/cds-services/her2-order-select'],
    jwks: { url: 'https://ehr.example.org/interconnect-oauth/api/epic/2019/Security/Open/PublicKeys/530013/530013' },
    algorithms: ['RS384'],
    fhirServers: [{ url: 'https://ehr.example.org/interconnect-oauth/api/FHIR/R4' }],
    region: 'US',
  },
};

/** The only public text is a draft of 2021 in cerner/fhir.cerner.com (branch cds-hooks), never merged. */
export const oracleGuide: GuideOfClient = {
  title: 'Connect Oracle Health (Cerner)',
  start: [
    'For the analyst who files the registration form. The only public description is a beta of 2021 that was never published as such: ask',
    'Oracle which hooks, prefetch and feedback your domain has.',
  ].join('\n'),
  services: ['her2-patient-view'],
  sections: [
    [
      'What Oracle Health does that Herald expects',
      [
        '- `patient-view` 1.0 only. Ask for a trigger condition that keeps it to oncology.',
        '- Prefetch is not mentioned: ask for the keys above, else register the FHIR scopes of the table, so that Herald can fetch.',
        '- Links whose hosts were not registered are removed from the card: register those above.',
        '- Cards stand in a sidebar about an eighth of the screen wide: texts are short and use lists, not tables.',
        '- `appContext` is not supported; Herald needs none.',
        '- Feedback is not mentioned. Without it nothing is kept quiet after an override; a card that was shown is still not repeated.',
      ].join('\n'),
    ],
  ],
  tenantNote: 'Issuer and key set are those of the beta text; `tenantClaim` tells domains apart that share them.',
  tenant: {
    id: 'south-hospital',
    issuer: 'https://cds-hooks.cerner.com',
    tenantClaim: '00000000-0000-4000-8000-000000000000',
    jwks: { url: 'https://authorization.cerner.com/jwk' },
    fhirServers: [{ url: 'https://fhir-ehr.example.org/r4/00000000-0000-4000-8000-000000000000' }],
    region: 'US',
  },
};
