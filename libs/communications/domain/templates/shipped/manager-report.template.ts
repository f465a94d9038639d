import { type TemplateSource } from '@laurel/contracts';

const number = (about: string, example: number) => ({ type: 'number' as const, about, example });
const NONE: string[] = [];
const list = (about: string, example: readonly string[]) => ({
  ...{ type: 'list' as const, about, example: [...example], default: NONE, most: 16 },
});
const optional = (about: string, example: string) => ({ type: 'text' as const, about, example, default: null });

const suggestion = (n: number, [what, because]: readonly [string, string]) => ({
  [`suggestion${n}`]: optional(`What to do, ${n}`, what),
  [`because${n}`]: optional(`Why, ${n}`, because),
  [`url${n}`]: {
    ...{ type: 'url' as const, about: `Where it is confirmed, ${n}` },
    ...{ example: `https://laurel.example/suggestion/${n}`, default: null },
  },
});

/** A figure over its word, and what it was a week before. */
const tile = (name: string, word: string): string => `<td align="center" style="padding:12px 2px 10px" width="25%">
        <p style="margin:0;font-size:26px;line-height:1.1;font-weight:700">{{ ${name} }}</p>
        <p style="margin:0;font-size:13px">${word}</p>
        <p style="margin:0;font-size:12px">{% if ${name} == ${name}Before %}as before{% else %}was {{ ${name}Before }}{% endif %}</p>
      </td>`;

const part = (name: string, title: string): string =>
  `{% if ${name}.size > 0 %}<p style="margin:0 0 4px"><strong>${title}</strong></p>
  <ul>{% for one in ${name} %}<li>{{ one }}</li>{% endfor %}</ul>{% endif %}`;

const oneClick = (n: number): string => `<mj-raw>{% if suggestion${n} %}</mj-raw>
<mj-text padding="0 0 4px"><p style="margin:0">{{ because${n} }}</p></mj-text>
<mj-button href="{{ url${n} }}" inner-padding="8px 18px" font-size="15px" padding="2px 0 16px">{{ suggestion${n} }}</mj-button>
<mj-raw>{% endif %}</mj-raw>`;

const textFigure = (name: string): string => `${name} {{ ${name} }} (a week before {{ ${name}Before }})`;
const textPart = (name: string, title: string): string =>
  `{% if ${name}.size > 0 %}\n${title}\n{% for one in ${name} %}- {{ one }}\n{% endfor %}{% endif %}`;
const textClick = (n: number): string =>
  `{% if suggestion${n} %}\n{{ because${n} }}\n{{ suggestion${n} }}: {{ url${n} }}\n{% endif %}`;

/** Titles of the lists, in both parts. */
const PARTS: readonly (readonly [string, string])[] = [
  ['changes', 'Since last week'],
  ['stuckPeople', 'Stuck'],
  ['overduePeople', 'Overdue'],
  ['donePeople', 'Done this week'],
  ['certifiedPeople', 'Certified this week'],
  ['teams', 'Teams below'],
];

/** To a manager, once a week: how the own team learns. Its sentences are made of the figures. */
export const managerReport: TemplateSource = {
  name: 'Manager report',
  description: 'Tells managers once a week how their own team learns, and what they could do.',
  variables: {
    asOf: { type: 'date', about: 'As known at that time', example: '2026-03-30T08:00:00Z' },
    people: number('Direct reports', 6),
    active: number('Active in the seven days before', 4),
    activeBefore: number('The same a week earlier', 3),
    stuck: number('People who are stuck', 2),
    stuckBefore: number('The same a week earlier', 1),
    overdue: number('People with something overdue', 1),
    overdueBefore: number('The same a week earlier', 1),
    done: number('Completions in the seven days before', 1),
    doneBefore: number('The same a week earlier', 0),
    quiet: optional('What there is to say of an empty week', 'Nobody in your team has a course open.'),
    changes: list('What changed since last week', ['1 person got going again']),
    stuckPeople: list('Who is stuck, and where', ['Ann Example: Consulting, before module 2 of 6 (18 days)']),
    overduePeople: list('Who has something overdue', ['Dee Example: Safety, due on 20 March']),
    donePeople: list('Who completed what', ['Dee Example: Consulting']),
    certifiedPeople: list('Who was certified', ['Cid Example: consultant, on March 27, 2026']),
    teams: list('Teams below, as sums', ['Dee Example: 8 people, 5 active, 1 stuck, 0 overdue, 2 done']),
    ...suggestion(1, ['Remind Dee Example', 'Safety was due on 20 March.']),
    ...suggestion(2, ['Offer Ann Example help', 'No step forward in Consulting for 18 days.']),
    ...suggestion(3, ['Congratulate Cid Example', 'Completed Consulting on 27 March.']),
    teamUrl: { type: 'url', about: 'The page with everybody', example: 'https://laurel.example/team/example' },
  },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'Your team: {{ active }} of {{ people }} active, {{ stuck }} stuck, {{ overdue }} overdue',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>this is how {% if people == 1 %}the one person who reports to you learns{% else %}the {{ people }} people who report to you learn{% endif %}, as known on {{ asOf | day }}.{% if quiet %} {{ quiet }}{% endif %}</p>
</mj-text>
<mj-table padding="0 0 20px">
  <tr style="border-top:1px solid #c9d2cc;border-bottom:1px solid #c9d2cc">
      ${tile('active', 'active')}
      ${tile('stuck', 'stuck')}
      ${tile('overdue', 'overdue')}
      ${tile('done', 'done')}
  </tr>
</mj-table>
<mj-text padding="0">
  ${PARTS.map(([name, title]) => part(name, title)).join('\n  ')}
</mj-text>
<mj-raw>{% if suggestion1 %}</mj-raw>
<mj-divider padding="16px 0 16px" />
<mj-text padding="0 0 12px"><p style="margin:0">You could do this. Each asks you once more before anything is sent:</p></mj-text>
<mj-raw>{% endif %}</mj-raw>
${oneClick(1)}
${oneClick(2)}
${oneClick(3)}
<mj-divider padding="8px 0 16px" />
<mj-text>
  <p><a href="{{ teamUrl }}">Everybody in your team</a>, as a page. A table (CSV) is attached.</p>
  <p>You get this message because {{ because | join: '; ' }}.</p>
</mj-text>`,
      text: `Hello {{ name }},

this is how {% if people == 1 %}the one person who reports to you learns{% else %}the {{ people }} people who report to you learn{% endif %}, as known on {{ asOf | day }}.{% if quiet %} {{ quiet }}{% endif %}

${['active', 'stuck', 'overdue', 'done'].map(textFigure).join(', ')}
${PARTS.map(([name, title]) => textPart(name, title)).join('')}{% if suggestion1 %}
You could do this. Each asks you once more before anything is sent.
{% endif %}${[1, 2, 3].map(textClick).join('')}
Everybody in your team: {{ teamUrl }}
A table (CSV) is attached.

You get this message because {{ because | join: '; ' }}.`,
    },
  },
};
