// Adobe's structured-data-validator put to pages: {"modules": FOLDER, "schema": FILE, "pages": {NAME: HTML}} comes by
// standard input, and {NAME: [{severity, message, type, path, fields}, ...]} goes out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const found = createRequire(`${asked.modules}/here.js`);
const load = async (name) => {
  const made = await import(pathToFileURL(found.resolve(name)));
  return made.default.default ?? made.default;
};
const Validator = await load('@adobe/structured-data-validator');
const Extractor = await load('@marbec/web-auto-extractor');
const schema = JSON.parse(readFileSync(asked.schema, 'utf8'));

const answers = {};
for (const [name, html] of Object.entries(asked.pages)) {
  try {
    const data = new Extractor({ addLocation: true, embedSource: ['rdfa', 'microdata'] }).parse(html);
    answers[name] = (await new Validator(schema).validate(data)).map((issue) => ({
      severity: issue.severity,
      message: issue.issueMessage,
      type: [issue.path?.at(-1)?.type ?? issue.rootType].flat().join(' '),
      path: (issue.path ?? []).slice(1).map((step) => step.property),
      fields: issue.fieldNames ?? [],
    }));
  } catch (error) {
    answers[name] = { failed: String(error) };
  }
}
process.stdout.write(JSON.stringify(answers));
