// Reads ESC/POS files with npos, a decoder that nobody here wrote, and writes what is on the paper.
//
//   node decode_with_npos.mjs JOB.bin WIDTH_DOTS PICTURE.pbm [JOB.bin WIDTH_DOTS PICTURE.pbm ...]
//
// npos finds the commands and decodes each raster band. Only the placing is done here: bands one
// under the other, ESC J as blank rows and GS L as blank columns, which npos by itself leaves out.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { argv, exit, stderr } from "node:process";

const require = createRequire(import.meta.url);
const npos = require("npos");

// What a driver sends around the picture: reset, units, reports, questions, the cut.
const QUIET = new Set(["ESC@", "GSP", "GSa", "GSr", "DLE\x04", "GSV"]);

function rowsOnPaper(job) {
  const analysed = npos.parser().analyze(job);
  if (analysed.error) {
    throw analysed.error;
  }
  const rows = [];
  let margin = 0;
  for (const node of analysed.tree) {
    const command = node.ascii + (node.fn ?? "");
    if (command === "ESCJ") {
      for (let fed = 0; fed < job[node.offset + 2]; fed += 1) {
        rows.push([]);
      }
    } else if (command === "GSL") {
      margin = job.readUInt16LE(node.offset + 2);
    } else if (command === "GSv0") {
      const band = npos.codecs.raster.decode(job, [{ offset: node.offset }]);
      for (let y = 0; y < band.height; y += 1) {
        const dots = Array.from({ length: band.width }, (_, x) => band.getPixel(x, y) === 0);
        rows.push([...Array(margin).fill(false), ...dots]);
      }
    } else if (!QUIET.has(command)) {
      throw new Error(`a receipt should hold bands, feeds and a cut only, not ${command}`);
    }
  }
  return rows;
}

function asPlainBitmap(rows, width) {
  const lines = rows.map((row) =>
    Array.from({ length: width }, (_, x) => (row[x] ? "1" : "0")).join(""),
  );
  return `P1\n${width} ${rows.length}\n${lines.join("\n")}\n`;
}

const jobs = argv.slice(2);
if (jobs.length === 0 || jobs.length % 3 !== 0) {
  stderr.write("three arguments a receipt: JOB.bin WIDTH_DOTS PICTURE.pbm\n");
  exit(2);
}
for (let at = 0; at < jobs.length; at += 3) {
  const [job, width, picture] = jobs.slice(at, at + 3);
  writeFileSync(picture, asPlainBitmap(rowsOnPaper(readFileSync(job)), Number(width)));
}
