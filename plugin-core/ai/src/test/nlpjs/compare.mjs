// Trains nlp.js on lines of "label<TAB>text" and says how many test lines it sorts rightly: node compare.mjs train.tsv test.tsv
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { NlpManager } = createRequire(process.cwd() + '/')('node-nlp');
const read = (file) =>
  readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => line.split('\t'));

const manager = new NlpManager({ languages: ['en'], autoSave: false, autoLoad: false, nlu: { log: false } });
for (const [label, text] of read(process.argv[2])) {
  manager.addDocument('en', text, label);
}
// Time of the processor, so that other work on the machine does not count; in milliseconds.
const processor = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
const begin = processor();
await manager.train();
const trained = processor();
let right = 0;
const test = read(process.argv[3]);
for (const [label, text] of test) {
  const answer = await manager.process('en', text);
  right += answer.intent === label ? 1 : 0;
}
console.log(JSON.stringify({
  right,
  of: test.length,
  trainMillis: Math.round(trained - begin),
  microsEach: Math.round((1000 * (processor() - trained)) / test.length),
  megabytes: Math.round(process.memoryUsage().rss / 1048576),
}));
