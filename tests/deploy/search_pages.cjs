// search_pages.cjs FOLDER PAGES WORDS…: asks the search of the built pages as a browser's worker does, and prints
// where each of WORDS is found. Only pages whose address begins with PAGES are taken in, since all of them take seconds.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const [folder, pages, ...asked] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name), "utf8");
const said = [];
const worker = vm.createContext({
  console: { log() {}, error: console.error },
  postMessage: (message) => said.push(message),
  importScripts: (...names) => names.forEach((name) => vm.runInContext(read(name), worker, name)),
  XMLHttpRequest: class {
    addEventListener(_event, loaded) {
      this.loaded = loaded;
    }
    open(_method, name) {
      this.name = name;
    }
    send() {
      const index = JSON.parse(read(this.name));
      index.docs = index.docs.filter((doc) => doc.location.startsWith(pages));
      this.responseText = JSON.stringify(index);
      this.loaded();
    }
  },
});
worker.self = worker;
vm.runInContext(read("worker.js"), worker, "worker.js");
worker.onmessage({ data: { init: true } });
const found = {};
for (const words of asked) {
  said.length = 0;
  worker.onmessage({ data: { query: words } });
  found[words] = said[0].results.map((result) => result.location);
}
process.stdout.write(JSON.stringify(found));
