import { type TemplateSource } from '@laurel/contracts';

const manager = { type: 'text', about: 'Name of the manager', example: 'Bea Example' } as const;
const because = `<mj-text>
  <p>You get this message because {{ because | join: '; ' }}.</p>
</mj-text>`;

/** A manager took up a suggestion: something required is overdue. */
export const managerReminder: TemplateSource = {
  name: 'Manager: something is overdue',
  description: 'A manager asks about something required whose date has passed.',
  variables: { manager },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: '{{ manager | truncate: 24 }} asks about {{ course | truncate: 24 }}',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>{{ manager }} noticed that <strong>{{ course }}</strong> is still open, and its date has passed. If something keeps you from it, answer with one tap below, or talk to {{ manager }}.</p>
</mj-text>
${because}`,
    },
  },
};

/** A manager took up a suggestion: somebody gets no further. */
export const managerHelp: TemplateSource = {
  name: 'Manager: can I help?',
  description: 'A manager offers help to somebody who gets no further.',
  variables: { manager },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: '{{ manager | truncate: 24 }} offers help with {{ course | truncate: 20 }}',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>{{ manager }} would like to help you get on with <strong>{{ course }}</strong>: more time, somebody to ask, or another course. Tell {{ manager }} what you need, or answer with one tap below.</p>
</mj-text>
${because}`,
    },
  },
};

/** A manager took up a suggestion: somebody completed a course. */
export const managerCongratulation: TemplateSource = {
  name: 'Manager: congratulations',
  description: 'A manager congratulates somebody on a completed course.',
  variables: { manager },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: '{{ manager | truncate: 24 }} congratulates you',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>congratulations on completing <strong>{{ course }}</strong>! {{ manager }} saw it, and wanted you to know.</p>
</mj-text>
${because}`,
    },
  },
};
