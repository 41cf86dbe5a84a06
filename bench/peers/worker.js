// One engine of Node in a process of its own: `node worker.js ENGINE TEMPLATE DATA [OUT]`, the same protocol as worker.py.
// The modules stand in the folder that NODE_PATH names.
"use strict";
const fs = require("fs");
const readline = require("readline");

const BURST = 350; // milliseconds

const engines = {
  docxtemplater(template, data) {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    const raw = fs.readFileSync(template);
    return async () => {
      const document = new Docxtemplater(new PizZip(raw), { paragraphLoop: true, linebreaks: true });
      document.render(data);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  carbone(template, data) {
    const carbone = require("carbone");
    return () =>
      new Promise((resolve, reject) => carbone.render(template, data, (error, made) => (error ? reject(error) : resolve(made))));
  },
  "easy-template-x"(template, data) {
    const { TemplateHandler } = require("easy-template-x");
    const raw = fs.readFileSync(template);
    return () => new TemplateHandler().process(raw, data);
  },
};

async function burst(make) {
  const times = [];
  let spent = 0;
  while (spent < BURST) {
    const start = process.hrtime.bigint();
    await make();
    const took = Number(process.hrtime.bigint() - start) / 1e6;
    times.push(took / 1000);
    spent += took;
  }
  return times;
}

async function main([engine, template, data, out]) {
  const make = engines[engine](template, JSON.parse(fs.readFileSync(data, "utf8")));
  if (out) {
    fs.writeFileSync(out, await make());
    process.exit(0);
  }
  await make();
  for await (const _ of readline.createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await burst(make)));
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
