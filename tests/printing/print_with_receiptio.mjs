// Prints with receiptio, a client of receipt printers that nobody here wrote, and says how each
// printer fared, as JSON: {"5012": "success", ...}.
//
//   node print_with_receiptio.mjs PORT [PORT ...]
//
// It knows port 9100 only: whenever it asks for that, it is given the port whose turn it is.

import { createRequire } from "node:module";
import net from "node:net";
import { argv, stdout } from "node:process";

const require = createRequire(import.meta.url);
const connect = net.connect;
let turn = 0;
net.connect = (port, host) => connect(port === 9100 ? turn : port, host);

const receiptio = require("receiptio");
const receipt = "白井市文化センター\n^^^抽選申込\n第１会議室|1,170円\n";
const said = {};
for (const port of argv.slice(2)) {
  turn = Number(port);
  said[port] = await receiptio.print(receipt, "-d 127.0.0.1 -l ja -t 10");
}
stdout.write(JSON.stringify(said));
