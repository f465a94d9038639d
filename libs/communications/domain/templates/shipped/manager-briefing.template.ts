import { type TemplateSource } from '@laurel/contracts';

/** To a manager, a day before the own people hear of it: what comes, and what to say. */
export const managerBriefing: TemplateSource = {
  name: 'Manager briefing',
  description: 'Briefs managers before a campaign reaches their people.',
  variables: {
    programme: {
      type: 'text',
      about: 'What the certification is called',
      example: 'Certified Implementation Consultant',
    },
    url: { type: 'url', about: 'Where to read more and enrol', example: 'https://intranet.example/certification' },
    startsAt: { type: 'date', about: 'When the people are written to', example: '2026-03-03T08:00:00Z' },
    say: {
      type: 'list',
      about: 'What to say when somebody asks',
      example: ['It is voluntary, and nobody is rated by it.', 'Plan an hour a week for who wants it.'],
      most: 8,
    },
  },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'Before your people hear of it: {{ programme | truncate: 28 }}',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>on {{ startsAt | day }} your people get an invitation to become a <strong>{{ programme }}</strong>. You read it first, so that nobody has to explain it to you.</p>
  <p>If somebody asks:</p>
</mj-text>
<mj-text>
  <ul>{% for sentence in say %}<li>{{ sentence }}</li>{% endfor %}</ul>
</mj-text>
<mj-button href="{{ url | track: 'read-more' }}">What it takes</mj-button>
<mj-text>
  <p>You get this message because {{ because | join: '; ' }}.</p>
</mj-text>`,
    },
    de: {
      subject: 'Bevor Ihre Leute es hören: {{ programme | truncate: 30 }}',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>am {{ startsAt | day }} bekommen Ihre Leute eine Einladung, <strong>{{ programme }}</strong> zu werden. Sie lesen es zuerst, damit es Ihnen niemand erklären muss.</p>
  <p>Wenn jemand fragt:</p>
</mj-text>
<mj-text>
  <ul>{% for sentence in say %}<li>{{ sentence }}</li>{% endfor %}</ul>
</mj-text>
<mj-button href="{{ url | track: 'read-more' }}">Was dazu gehört</mj-button>
<mj-text>
  <p>Sie bekommen diese Nachricht wegen: {{ because | join: '; ' }}.</p>
</mj-text>`,
    },
  },
};
