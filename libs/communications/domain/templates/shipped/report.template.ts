import { type TemplateSource } from '@laurel/contracts';

/** Around what a subscription reports: its words are made of the answer. */
export const report: TemplateSource = {
  name: 'Report',
  description: 'A report that fell due.',
  variables: {
    title: { type: 'text', about: 'Subject of the report', example: 'At risk: 12 of 240' },
    paragraphs: {
      type: 'list',
      about: 'What it says',
      example: ['12 of 240 learners match.', 'The table is attached.'],
      most: 100,
    },
  },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: '{{ title }}',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  {% for paragraph in paragraphs %}<p>{{ paragraph }}</p>{% endfor %}
</mj-text>`,
    },
  },
};
