import { type TemplateSource } from '@laurel/contracts';
import { because, courseUrl } from './about-a-course.ts';

/** To somebody who enrolled and never came: no reproach, one thing to do, and why it was written. */
export const neverStarted: TemplateSource = {
  name: 'Never started',
  description: 'A reminder to who enrolled in a course and has not opened it.',
  variables: { courseUrl },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'Your place in “{{ course }}” is waiting',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>you enrolled in “{{ course }}” and have not started yet. The first step takes a few minutes: open the course and look around.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'open-course' }}">Open the course</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  <p>If it no longer fits, withdraw in your learning system: then nobody will remind you.</p>
  ${because.en}
</mj-text>`,
    },
    de: {
      subject: 'Ihr Platz in „{{ course }}“ wartet',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>Sie haben sich für „{{ course }}“ angemeldet und noch nicht begonnen. Der erste Schritt dauert wenige Minuten: Öffnen Sie den Kurs und sehen Sie sich um.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'open-course' }}">Kurs öffnen</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  <p>Wenn er nicht mehr passt, melden Sie sich im Lernsystem ab: Dann erinnert Sie niemand mehr.</p>
  ${because.de}
</mj-text>`,
    },
  },
};
