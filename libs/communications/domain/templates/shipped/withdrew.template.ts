import { type TemplateSource } from '@laurel/contracts';

/** To somebody who left of their own accord: no attempt to win them back, a door left open. */
export const withdrew: TemplateSource = {
  name: 'Withdrew',
  description: 'A word to who withdrew from a course: that it was seen, and that they may come back.',
  variables: {
    courseUrl: {
      type: 'url',
      about: 'Where the course opens',
      example: 'https://lms.example/consulting',
      default: null,
    },
  },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'You left “{{ course }}”',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>you left “{{ course }}”, and nobody will remind you of it. What you did is kept: should it fit better later, you go on where you stopped.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'come-back' }}">See the course</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  <p>You get this message because of what your learning system told us: {{ because | join: '; ' }}.</p>
</mj-text>`,
    },
    de: {
      subject: 'Sie haben „{{ course }}“ verlassen',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>Sie haben „{{ course }}“ verlassen, und niemand wird Sie daran erinnern. Was Sie getan haben, bleibt erhalten: Passt er später besser, geht es dort weiter, wo Sie aufgehört haben.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'come-back' }}">Zum Kurs</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  <p>Sie bekommen diese Nachricht wegen dessen, was Ihr Lernsystem uns gesagt hat: {{ because | join: '; ' }}.</p>
</mj-text>`,
    },
  },
};
