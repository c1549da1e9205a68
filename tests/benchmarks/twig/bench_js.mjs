// SPDX-License-Identifier: MIT
// The engines of the npm registry on the same document: node bench_js.mjs TWIG_TEMPLATE J2_TEMPLATE|'' DATA SECONDS NODE_MODULES
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const [, , twigFile, j2File, dataFile, secondsText, modules] = process.argv;
const require = createRequire(path.resolve(modules) + '/');
const data = JSON.parse(fs.readFileSync(dataFile, 'utf8'));
const seconds = Number(secondsText);
const twigSource = fs.readFileSync(twigFile, 'utf8');
const j2Source = j2File && fs.readFileSync(j2File, 'utf8').replaceAll(' ~ ', ' + ');
const version = name => JSON.parse(fs.readFileSync(path.resolve(modules) + '/' + name + '/package.json')).version;
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1e6; };

function measure(label, compile, render) {
  let count = 0, start = cpu();
  while (cpu() - start < 0.5) { compile(); count++; }
  const compileTime = (cpu() - start) / count * 1e6;
  const compiled = compile();
  const text = render(compiled);
  JSON.parse(text);
  for (let i = 0; i < 300; i++) render(compiled);
  let best = 0;
  for (let span = 0; span < 3; span++) {
    count = 0; start = cpu();
    const end = start + seconds / 3;
    while (cpu() < end) { render(compiled); count++; }
    best = Math.max(best, count / (cpu() - start));
  }
  const size = Buffer.byteLength(text);
  console.log(`${label.padEnd(34)} ${best.toFixed(0).padStart(10)} renders/s ${(best * size / 1e6).toFixed(1).padStart(8)} MB/s  compile ${compileTime.toFixed(1).padStart(8)} us  out ${size} B`);
}

function attempt(name, run) {
  try { run(); } catch (error) { console.log(`# ${name}: failed: ${String(error.message || error).slice(0, 160)}`); }
}

attempt('twig.js', () => {
  const Twig = require('twig');
  measure(`twig.js ${version('twig')}`, () => Twig.twig({data: twigSource, autoescape: false, rethrow: true}), t => t.render(data));
});
attempt('twing', () => {
  const twing = require('twing');
  // twing reads the doubled backslashes of the date format otherwise; 'c' means the same
  const source = `{% autoescape false %}${twigSource.replace(/date\('[^']*'\)/, "date('c')")}{% endautoescape %}`;
  measure(`twing ${version('twing')}`, () => {
    const environment = twing.createSynchronousEnvironment(twing.createSynchronousArrayLoader({order: source}));
    return {environment, order: environment.loadTemplate('order')};
  }, ({environment, order}) => order.render(environment, data));
});
if (j2Source) attempt('nunjucks', () => {
  const nunjucks = require('nunjucks');
  const environment = new nunjucks.Environment([], {autoescape: false, trimBlocks: true});
  environment.addFilter('json_encode', v => JSON.stringify(v));
  environment.addFilter('number_format', (v, n) => Number(v).toFixed(n));
  environment.addFilter('date_atom', v => new Date(v).toISOString().slice(0, 19) + '+00:00');
  measure(`nunjucks ${version('nunjucks')}`, () => new nunjucks.Template(j2Source, environment, 'order', true), t => t.render(data));
});
