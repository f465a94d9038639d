import { type TemplateSource } from '@laurel/contracts';
import { because, courseUrl } from './about-a-course.ts';

/** To somebody who began and has been silent: where to go on, and a way to say why not. */
export const idleReminder: TemplateSource = {
  name: 'Idle reminder',
  description: 'A reminder to who began a course and has done nothing in it for a while.',
  variables: { courseUrl },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'Pick “{{ course }}” up where you left it',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>you began “{{ course }}” and have not been there for a while. What you did is kept: the next step is where you left it.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'go-on' }}">Go on</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  <p>Half an hour at a time is how most people finish it.</p>
  ${because.en}
</mj-text>`,
    },
    de: {
      subject: 'In „{{ course }}“ geht es weiter',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>Sie haben „{{ course }}“ begonnen und waren eine Weile nicht dort. Was Sie getan haben, ist noch da: Es geht weiter, wo Sie aufgehört haben.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'go-on' }}">Weitermachen</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  <p>Die meisten schaffen ihn mit einer halben Stunde hier und da.</p>
  ${because.de}
</mj-text>`,
    },
  },
};
