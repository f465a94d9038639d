import { type TemplateSource } from '@laurel/contracts';

/** To exactly those who got something wrong: what was wrong, and what is right. */
export const correction: TemplateSource = {
  name: 'Correction',
  description: 'Corrects a message that was sent.',
  variables: {
    wrong: { type: 'text', about: 'What the earlier message said', example: 'that enrolment ends on 30 June' },
    right: { type: 'text', about: 'What is true', example: 'Enrolment ends on 31 July.' },
  },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'A correction to our message about “{{ course }}”',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>we wrote to you {{ wrong }}. That was wrong, and we are sorry.</p>
  <p><strong>{{ right }}</strong></p>
  <p>Nothing else changes. You get this message because the earlier one went to you.</p>
</mj-text>`,
    },
    de: {
      subject: 'Eine Berichtigung zu „{{ course }}“',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>wir haben Ihnen geschrieben: {{ wrong }}. Das war falsch, und es tut uns leid.</p>
  <p><strong>{{ right }}</strong></p>
  <p>Sonst ändert sich nichts. Sie bekommen diese Nachricht, weil die frühere an Sie ging.</p>
</mj-text>`,
    },
  },
};
