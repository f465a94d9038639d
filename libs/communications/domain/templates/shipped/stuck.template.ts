import { type TemplateSource } from '@laurel/contracts';
import { because, courseUrl } from './about-a-course.ts';

/** To somebody who comes back to one place and does not get past it: help, not a push. */
export const stuck: TemplateSource = {
  name: 'Stuck on a module',
  description: 'An offer of help to who does not get past a module.',
  variables: {
    courseUrl,
    helpUrl: {
      type: 'url',
      about: 'Where to ask',
      example: 'https://intranet.example/ask-a-consultant',
      default: null,
    },
  },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'Is something in “{{ course }}” in your way?',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>it looks as if one part of “{{ course }}” does not let you through. That is often the course and not you.</p>
  <p>Ask somebody who has done it, or leave the part and come back to it later.</p>
</mj-text>
<mj-raw>{% if helpUrl %}</mj-raw>
<mj-button href="{{ helpUrl | track: 'ask' }}">Ask for help</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'open-course' }}">Open the course</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.en}
</mj-text>`,
    },
    de: {
      subject: 'Hält Sie in „{{ course }}“ etwas auf?',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>es sieht aus, als ließe ein Teil von „{{ course }}“ Sie nicht weiter. Oft liegt das am Kurs und nicht an Ihnen.</p>
  <p>Fragen Sie jemanden, der ihn hinter sich hat, oder lassen Sie den Teil aus und kommen Sie später zurück.</p>
</mj-text>
<mj-raw>{% if helpUrl %}</mj-raw>
<mj-button href="{{ helpUrl | track: 'ask' }}">Um Hilfe bitten</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'open-course' }}">Kurs öffnen</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.de}
</mj-text>`,
    },
  },
};
