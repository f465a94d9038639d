import { whereIs } from './whereabouts.ts';

const modules = [
  { id: 'a', title: 'Listening' },
  { id: 'x', optional: true },
  { id: 'b' },
  { id: 'c', title: 'Cutover', requiredFor: ['lead'] },
];
const courses = new Map([
  ['course', { title: '', repeats: false, modules }],
  ['bare', { title: '', repeats: false, modules: [] }],
]);
const where = (course: string, finished: readonly string[], more: { share?: number; role?: string } = {}) =>
  whereIs({ course, modules: finished, share: more.share ?? null }, more.role ?? null, courses);

it.each([
  [where('course', []), 'before module 1 of 2: Listening'],
  [where('course', ['b']), 'before module 1 of 2: Listening'],
  [where('course', ['a', 'x']), 'before module 2 of 2: b'],
  [where('course', ['a', 'b']), 'all 2 modules finished, course not completed'],
  [where('course', ['a', 'b'], { role: 'lead' }), 'before module 3 of 3: Cutover'],
  [where('bare', [], { share: 0.405 }), 'at 41 %'],
  [where('unknown', ['m1']), 'after 1 module'],
  [where('unknown', ['m1', 'm2']), 'after 2 modules'],
  [where('unknown', []), 'begun, no progress told'],
])('%s', (said, expected) => expect(said).toBe(expected));
