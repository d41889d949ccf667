// Translates each fixtures/cql/*.cql to ELM (fixtures/cql/*.elm.json), offline: node scripts/translate-cql.mjs
// With --check nothing is written: the exit status is 1 where a committed ELM is not the translation of its CQL.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CqlCompilerOptions,
  CqlTranslator,
  createModelInfoProvider,
  createUcumService,
  LibraryManager,
  ModelManager,
  stringAsSource,
} from '@cqframework/cql/cql-to-elm';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'cql');
const check = process.argv.includes('--check');

/** The translator brings no model: the System types that the language itself needs, named as the CQL specification names them. */
const simple = ['Boolean', 'Integer', 'Long', 'Decimal', 'String', 'Date', 'DateTime', 'Time'];
const classes = {
  Quantity: ['Any', { value: 'Decimal', unit: 'String' }],
  Ratio: ['Any', { numerator: 'Quantity', denominator: 'Quantity' }],
  Code: ['Any', { code: 'String', system: 'String', version: 'String', display: 'String' }],
  Concept: ['Any', { display: 'String' }],
  Vocabulary: ['Any', { id: 'String', version: 'String', name: 'String' }],
  CodeSystem: ['Vocabulary', {}],
  ValueSet: ['Vocabulary', {}],
};
const element = ([name, type]) => `<element name="${name}" type="System.${type}"/>`;
const simpleType = (name) => `<typeInfo xsi:type="SimpleTypeInfo" name="System.${name}" baseType="System.Any"/>`;
const classType = ([name, [base, members]]) =>
  `<typeInfo xsi:type="ClassInfo" name="System.${name}" baseType="System.${base}">${Object.entries(members).map(element).join('')}</typeInfo>`;
const systemModel = `<modelInfo xmlns="urn:hl7-org:elm-modelinfo:r1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 name="System" version="1.0.0" url="urn:hl7-org:elm-types:r1" targetQualifier="system">
<typeInfo xsi:type="SimpleTypeInfo" name="System.Any"/>${simple.map(simpleType).join('')}${Object.entries(classes).map(classType).join('')}
</modelInfo>`;

/** The only quantities of these libraries are calendar durations: no unit is ever converted. */
function refuse() {
  throw new Error('units are not converted here');
}

function managerOfLibraries() {
  const models = new ModelManager();
  const provider = createModelInfoProvider((id) => (id === 'System' ? stringAsSource(systemModel) : null));
  models.modelInfoLoader.registerModelInfoProvider(provider);
  const units = createUcumService(refuse, () => null, refuse, refuse);
  const options = new CqlCompilerOptions();
  options.setOptions([]);
  return new LibraryManager(models, options, undefined, units);
}

/** ELM of a CQL text as stable JSON; stops at the first message of the translator that is an error or a warning. */
function translate(file, libraries) {
  const elm = JSON.parse(CqlTranslator.fromText(readFileSync(path.join(folder, file), 'utf8'), libraries).toJson());
  const complaints = elm.library.annotation.filter((note) => note.errorSeverity !== undefined);
  for (const { startLine, message } of complaints) console.error(`${file}:${startLine}: ${message}`);
  if (complaints.length > 0) process.exit(1);
  return `${JSON.stringify(elm)}\n`;
}

const libraries = managerOfLibraries();
const files = readdirSync(folder).filter((name) => name.endsWith('.cql'));
for (const file of files) {
  const target = path.join(folder, file.replace(/\.cql$/, '.elm.json'));
  const elm = translate(file, libraries);
  if (!check) writeFileSync(target, elm);
  else if (readFileSync(target, 'utf8') !== elm) {
    console.error(`${path.basename(target)} is not the translation of ${file}: node scripts/translate-cql.mjs`);
    process.exitCode = 1;
  }
}
console.log(`${files.length} libraries ${check ? 'checked' : 'translated'}`);
