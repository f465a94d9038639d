import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';

/** Lints texts as if they lay at their paths: `[{ path, text }]` in, the names of the broken rules of each out. */
const eslint = new ESLint();
const rules = [];
for (const { path, text: code } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath: path });
  rules.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
console.log(JSON.stringify(rules));
