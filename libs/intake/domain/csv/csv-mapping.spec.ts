import { BadEvent } from '@laurel/kernel';
import { type CsvTable, readCsvMapping } from './csv-mapping.ts';
import { WrongMapping } from './mapping-text.ts';
import { indexKeyOf, Joins, type Row, type RowOf, Scope } from './scope.ts';

const now = new Date('2026-03-01T00:00:00Z');

const wrongIn = (yaml: string): readonly string[] => {
  try {
    readCsvMapping(yaml, 'm.yaml');
  } catch (error) {
    if (error instanceof WrongMapping) return error.wrong;
    throw error;
  }
  throw new Error('nothing was wrong');
};

/** A mapping of one file, with the event's lines from line 7 on. */
const oneEvent = (...lines: string[]) =>
  [
    'source: s',
    'files:',
    '  a:',
    '    match: a.csv',
    '    events:',
    '      - key: ["{id}"]',
    ...lines.map((line) => `        ${line}`),
  ].join('\n');
const good = ['type: learning.CourseStarted', 'subject: "{id}"', 'time: "{at}"', 'data: { course: c }'];
const goodBut = (position: number, line: string) =>
  oneEvent(...good.map((old, index) => (index === position ? line : old)));

describe('a mapping that is wrong names file, line and column, and what would be right', () => {
  it.each([
    ['no YAML', 'source: s\nfiles: [', /^m\.yaml:2:\d+: not YAML/],
    [
      'a misspelt setting',
      'source: s\nfiles:\n  a:\n    match: a\n    delimeter: ";"',
      /^m\.yaml:5:5: files\.a\.delimeter: no such setting: delimeter; here may stand match, .*delimiter/,
    ],
    ['a missing setting', 'files:\n  a: { match: a }', /^m\.yaml:1:1: source: .*/],
    [
      'an unknown event',
      goodBut(0, 'type: learning.Enroled'),
      /^m\.yaml:7:9: files\.a\.events\[1\]\.type: no event is called learning\.Enroled; there are .*learning\.Enrolled/,
    ],
    [
      'a field that the event lacks',
      goodBut(3, 'data: { course: c, rum: r }'),
      /^m\.yaml:10:28: .*data\.rum: learning\.CourseStarted has no such field; it has course, run/,
    ],
    [
      'a field that the event needs',
      goodBut(3, 'data: { run: r }'),
      /^m\.yaml:10:9: .*data: learning\.CourseStarted needs the field course/,
    ],
    [
      'an unknown operator',
      goodBut(2, 'time: { $tim: "{at}" }'),
      /^m\.yaml:9:17: .*\$tim: no such operator; there are \$number, /,
    ],
    [
      'a wrong setting of an operator',
      goodBut(2, 'time: { $time: "{at}", days: 1 }'),
      /^m\.yaml:9:32: .*days: no such setting: days; here may stand \$time, plusDays/,
    ],
    ['a lone brace', goodBut(1, 'subject: "{id"'), /^m\.yaml:8:9: .*a lone \{/],
    [
      'a value map that is not there',
      goodBut(1, 'subject: { $map: "{id}", to: names }'),
      /^m\.yaml:8:34: .*no value map called names/,
    ],
    [
      'a format without a year',
      goodBut(2, 'time: { $time: "{at}", format: "dd.MM." }'),
      /^m\.yaml:9:32: .*must have yyyy, MM and dd/,
    ],
    ['a sum without groups', goodBut(1, 'subject: { $sum: "{id}" }'), /^m\.yaml:8:20: .*this file has no groupBy/],
    [
      'half a condition',
      `${oneEvent(...good)}\n        when: [{ value: "{id}" }]`,
      /^m\.yaml:11:16: .*a condition is one of/,
    ],
    ['a null', goodBut(3, 'data: { course: }'), /^m\.yaml:10:17: .*null is no value/],
  ])('%s', (_, yaml, complaint) => expect(wrongIn(yaml)[0]).toMatch(complaint));

  it('a join to a file that is not there', () => {
    const yaml = `${goodBut(1, 'subject: "{b.id}"')}\n    join:\n      b: { file: bb, on: [id] }`;
    expect(wrongIn(yaml)).toEqual(['m.yaml:12:12: files.a.join.b.file: there is no file bb; there are a']);
  });

  it('a column that differs within a group', () => {
    expect(wrongIn(`${oneEvent(...good)}\n    groupBy: [id]`)).toEqual([
      'm.yaml:9:9: files.a.events[1].time: the rows of a group may differ in at: add it to groupBy, or use $sum or $all',
    ]);
  });

  it('a value made of itself', () => {
    const yaml = `${goodBut(1, 'subject: "{p}"')}\n    let: { p: "{q}", q: "{p}" }`;
    expect(wrongIn(yaml)).toEqual(['m.yaml:11:22: files.a.let.q: p is made of itself']);
  });

  it('everything at once, not the first thing only', () => {
    expect(
      wrongIn(oneEvent('type: learning.Nothing', 'subject: "{"', 'time: "}"', 'data: { course: c }')),
    ).toHaveLength(3);
  });
});

/** Plays the importer on rows in memory. */
const play = (yaml: string, data: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>) => {
  const { tables } = readCsvMapping(yaml, 'm.yaml');
  const rowsOf = (table: CsvTable): Row[] =>
    (data[table.name] ?? []).map((row) =>
      table.columns.map(({ name }) => (table.missing.has(row[name] ?? '') ? null : (row[name] ?? null))),
    );
  const rowOf: RowOf = (index, key) => {
    const table = tables.find((one) => one.name === index.table);
    return table && rowsOf(table).find((row) => indexKeyOf(index, row) === key);
  };
  const joins = new Joins(rowOf);
  const told = tables.flatMap((table) =>
    scopesOf(table, rowsOf(table), joins).flatMap((scope) => table.eventsOf(scope, now)),
  );
  return {
    events: told.flatMap((one) => (one instanceof BadEvent ? [] : [JSON.parse(new TextDecoder().decode(one.bytes))])),
    reasons: told.flatMap((one) => (one instanceof BadEvent ? [one.message] : [])),
  };
};

const scopesOf = ({ group }: CsvTable, rows: Row[], joins: Joins): Scope[] => {
  if (!group) return rows.map((row) => new Scope(row, joins));
  const groups = new Map<string, ReturnType<typeof group.begin>>();
  rows.forEach((row, line) => {
    const key = group.keyOf(row);
    const begun = group.begin(new Scope(row, joins), `a.csv:${line + 2}`);
    const before = groups.get(key);
    groups.set(key, before ? group.add(before, begun) : begun);
  });
  return [...groups].map(([key, one]) => group.scopeOf(key, one, joins));
};

const enrolments = `
source: https://lms.example/
recordedAt: occurred
missing: ['', '?']
files:
  runs:
    match: runs.csv
    let:
      start: { $time: '{starts}', format: dd.MM.yyyy }
      end: { $time: '{start}', plusDays: '{days}' }
  people:
    match: people.csv
    join:
      run: { file: runs, on: { run: '{class}' } }
    events:
      - type: learning.Enrolled
        key: ['{class}', '{person}']
        subject: 'p-{person}'
        time: { $first: [{ $time: '{run.start}', plusDays: '{day}' }, '{run.start}'] }
        data:
          course: negotiation
          run: '{class}'
          timeKnown: { $value: false, when: [{ missing: '{day}' }] }
          attributes: { grade: '{grade}', seniority: { $number: '{years}' } }
      - type: learning.CourseCompleted
        when: [{ value: '{result}', in: [P, F, D] }]
        key: ['{class}', '{person}']
        subject: 'p-{person}'
        time: '{run.end}'
        data: { course: negotiation, result: { $map: '{result}', to: { P: pass, F: fail } } }
`;
const runs = [{ run: 'a/1', starts: '31.01.2025', days: '28' }];
const person = { class: 'a/1', person: '7', day: '-3', grade: 'B', years: '4.5', result: 'P' };

describe('rows become events', () => {
  it('with joined times, numbers, maps and an id made of the key', () => {
    const { events, reasons } = play(enrolments, { runs, people: [person] });
    expect(reasons).toEqual([]);
    expect(events).toEqual([
      {
        specversion: '1.0',
        id: 'Enrolled/a%2F1/7',
        source: 'https://lms.example/',
        type: 'learning.Enrolled',
        time: '2025-01-28T00:00:00.000Z',
        recordedtime: '2025-01-28T00:00:00.000Z',
        subject: 'p-7',
        data: { course: 'negotiation', run: 'a/1', attributes: { grade: 'B', seniority: 4.5 } },
      },
      expect.objectContaining({
        type: 'learning.CourseCompleted',
        time: '2025-02-28T00:00:00.000Z',
        data: { course: 'negotiation', result: 'pass' },
      }),
    ]);
  });

  it('both missing markers leave a field out', () => {
    const rows = [
      { ...person, day: '?', grade: '', years: '?', result: '' },
      { ...person, day: '', grade: '?', years: '', result: '?' },
    ];
    const { events } = play(enrolments, { runs, people: rows });
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({ time: '2025-01-31T00:00:00.000Z', data: { timeKnown: false } });
    expect(events[0].data).not.toHaveProperty('attributes');
    expect(events[1]).toEqual(events[0]);
  });

  it.each([
    ['a number that is none', { day: 'soon' }, 'event.row: {day} is "soon", which is not a number'],
    ['a text that the map lacks', { result: 'D' }, 'event.row: {result} is "D", which is none of P, F'],
    ['a day outside the calendar', { day: '-99999' }, /^event\.time at time: .* is outside 1970/],
    ['a day outside all calendars', { day: '1e99' }, 'event.row: {run.start} and 1e+99 days is no time'],
    ['a row that nothing is joined to', { class: 'b/2', result: '' }, /\{run.start\}.* is missing/],
    ['a key that is missing', { person: '', result: '' }, 'event.row: {person} is missing'],
  ])('%s rejects that event with its reason', (_, change, reason) => {
    expect(play(enrolments, { runs, people: [{ ...person, ...change }] }).reasons).toEqual([
      typeof reason === 'string' ? reason : expect.stringMatching(reason),
    ]);
  });

  it('a bad event leaves the other events of its row', () => {
    const { events } = play(enrolments, { runs, people: [{ ...person, years: 'many' }] });
    expect(events.map(({ type }) => type)).toEqual(['learning.CourseCompleted']);
  });

  it('31 February is no day', () => {
    const { reasons } = play(enrolments, {
      runs: [{ ...runs[0]!, starts: '31.02.2025' }],
      people: [{ ...person, result: '' }],
    });
    expect(reasons).toEqual(['event.row: {starts} is "31.02.2025", which is not a time like dd.MM.yyyy']);
  });
});

describe('groups', () => {
  const clicks = `
source: s
files:
  clicks:
    match: clicks.csv
    groupBy: [learner, page]
    events:
      - type: learning.ContentViewed
        key: ['{learner}', '{page}']
        subject: '{learner}'
        time: 2025-01-01
        data: { content: '{page}', count: { $sum: '{n}' } }
      - type: learning.CourseDescribed
        key: ['{page}']
        subject: 'course:{page}'
        time: 2025-01-01
        data: { course: '{page}', modules: { $all: { id: '{n}', title: 'of {learner}' } } }
`;
  const rows = [
    { learner: 'a', page: 'x', n: '4' },
    { learner: 'a', page: 'x', n: '1' },
    { learner: 'a', page: 'y', n: '9' },
    { learner: 'a', page: 'x', n: '1' },
  ];

  it('sum equal rows too, and list in an order of their own', () => {
    const { events } = play(clicks, { clicks: rows });
    expect(events.map(({ id, data }) => [id, data.count ?? data.modules.map((one: { id: string }) => one.id)])).toEqual(
      [
        ['ContentViewed/a/x', 6],
        ['CourseDescribed/x', ['1', '1', '4']],
        ['ContentViewed/a/y', 9],
        ['CourseDescribed/y', ['9']],
      ],
    );
  });

  it('do not depend on the order of the rows', () => {
    const sorted = (told: { events: { id: string }[] }) => told.events.map((one) => JSON.stringify(one)).sort();
    expect(sorted(play(clicks, { clicks: [...rows].reverse() }))).toEqual(sorted(play(clicks, { clicks: rows })));
  });
});

describe('when it was told', () => {
  const told = (recordedAt: string) =>
    play(`recordedAt: ${recordedAt}\n${oneEvent(...good)}`, {
      a: [{ id: '1', at: '2025-01-01T08:00:00+02:00', known: '2025-02-01' }],
    }).events[0];

  it.each([
    ['now', undefined],
    ['occurred', '2025-01-01T06:00:00.000Z'],
    ['known', '2025-02-01T00:00:00.000Z'],
    ['"{known}"', '2025-02-01T00:00:00.000Z'],
  ])('%s', (recordedAt, expected) => expect(told(recordedAt).recordedtime).toBe(expected));
});

it.each([
  ['seconds', 'unit: seconds', '1735689600', '2025-01-01T00:00:00.000Z'],
  ['milliseconds', 'unit: milliseconds', '1735689600123', '2025-01-01T00:00:00.123Z'],
  ['a space and a fraction', 'plusDays: 0', '2025-01-01 10:11:12.5', '2025-01-01T10:11:12.500Z'],
  ['American days', 'format: MM/dd/yyyy HH:mm', '2/28/2025 9:05', '2025-02-28T09:05:00.000Z'],
])('reads %s', (_, how, at, expected) => {
  const { events } = play(goodBut(2, `time: { $time: "{at}", ${how} }`), { a: [{ id: '1', at }] });
  expect(events[0].time).toBe(expected);
});
