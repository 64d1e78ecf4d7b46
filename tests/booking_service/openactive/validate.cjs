// Runs OpenActive's own validators on a running service: a question a line on stdin, and what they
// found a line on stdout, as JSON, until stdin ends. The questions:
//   ["feed", URL, PAGES]      the envelope: PAGES pages from URL on, and the end
//   ["model", OBJECTS]        JSON-LD objects
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

async function main() {
  for await (const line of require('readline').createInterface({ input: process.stdin })) {
    const [what, ...asked] = JSON.parse(line);
    const found = await { feed, model }[what](...asked);
    console.log(JSON.stringify(found.map(([where, error]) => ({
      where, severity: error.severity, type: error.type, path: error.path, message: error.message,
    }))));
  }
}

main();
