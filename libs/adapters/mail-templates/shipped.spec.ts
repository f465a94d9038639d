import { exampleOf, SHIPPED_TEMPLATES } from '@laurel/communications-domain';
import { noticeKind } from '@laurel/contracts';
import { readyMadeRules } from '@laurel/engagement-domain';
import { openTemplateEngine } from './template-engine.ts';

const engine = openTemplateEngine();

it.each([...SHIPPED_TEMPLATES])('%s can be saved, and nothing about it should be better', async (_, content) => {
  expect(await engine.check(content)).toEqual([]);
  expect(await engine.lint(content)).toEqual([]);
});

it('has what every ready-made rule writes with', () =>
  expect(readyMadeRules.map(({ action }) => action.template).filter((one) => !SHIPPED_TEMPLATES.has(one))).toEqual([]));

it('has one for every change of a certificate that its owner is told of', () =>
  expect(noticeKind.options.filter((kind) => !SHIPPED_TEMPLATES.has(`certificate-${kind}`))).toEqual([]));

it('has all that is needed by the story', () =>
  expect([...SHIPPED_TEMPLATES.keys()].filter((id) => !id.startsWith('certificate-'))).toEqual([
    ...['certification-announcement', 'certification-invitation', 'close-to-completion'],
    ...['completed-without-certificate', 'correction', 'failed-assessment', 'idle-reminder', 'manager-briefing'],
    ...['manager-congratulation', 'manager-help', 'manager-reminder', 'manager-report', 'never-started', 'report'],
    ...['stuck', 'withdrew'],
  ]));

it('writes to who never started, in words a person reads, with both parts saying the same', async () => {
  const content = SHIPPED_TEMPLATES.get('never-started')!;
  const { values, ...example } = exampleOf(content);
  const given = { ...example.given, name: 'Ann <script>', because: ['still enrolled', 'no activity'] };
  const letter = await engine.write(content, { ...example, given, values: {}, language: 'en-GB' });
  expect(values).toEqual({ courseUrl: 'https://lms.example/consulting' });
  expect(letter.subject).toBe('Your place in “Consulting Essentials” is waiting');
  expect(letter.html).toContain('Hello Ann &lt;script&gt;,');
  expect(letter.html).not.toContain('Open the course');
  expect(letter.text).toBe(`Hello Ann <script>,

you enrolled in “Consulting Essentials” and have not started yet. The first step takes a few minutes: open the course and look around.

If it no longer fits, withdraw in your learning system: then nobody will remind you.

You get this message because of what your learning system told us: still enrolled; no activity.

--${' '}
Why did I get this: https://laurel.example/why/example
Choose what you get: https://laurel.example/preferences/example
Unsubscribe: https://laurel.example/unsubscribe/example
Sent by Laurel: https://laurel.example
`);
});
