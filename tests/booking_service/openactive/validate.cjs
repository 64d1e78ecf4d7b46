// Runs OpenActive's own validators on a running service and prints what they found as JSON.
//   node validate.cjs feed URL PAGES      the envelope: PAGES pages from URL on, and the end
//   node validate.cjs model               the JSON-LD objects that come on stdin, as an array
// Nothing is fetched but the feed itself: the models come with the package.

const path = require('path');

const modules = path.join(__dirname, '..', '..', '..', 'node_modules', '@openactive');
const { RpdeValidator } = require(path.join(modules, 'rpde-validator'));
const { validate } = require(path.join(modules, 'data-model-validator'));

async function feed(url, pages) {
  const log = await RpdeValidator(url, { pageLimit: pages, requestDelayMs: 0 });
  return log.pages.flatMap((page) => page.errors.map((error) => [page.url, error.data]));
}

async function model(objects) {
  const found = [];
  for (const object of objects) {
    const errors = await validate(object, { loadRemoteJson: false });
    found.push(...errors.map((error) => [object['@id'], error.data ?? error]));
  }
  return found;
}

async function main([what, url, pages]) {
  const found = what === 'feed'
    ? await feed(url, Number(pages))
    : await model(JSON.parse(require('fs').readFileSync(0, 'utf-8')));
  console.log(JSON.stringify(found.map(([where, error]) => ({
    where, severity: error.severity, type: error.type, path: error.path, message: error.message,
  }))));
}

main(process.argv.slice(2));
