import { type TemplateSource } from '@laurel/contracts';
import { because, courseUrl } from './about-a-course.ts';

/** To somebody with little left to do. */
export const closeToCompletion: TemplateSource = {
  name: 'Close to completion',
  description: 'A message to who has nearly finished a course.',
  variables: { courseUrl },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'Nearly there: little is left of “{{ course }}”',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>you are nearly through “{{ course }}”. What is left is short; finish it and it counts.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'finish' }}">Finish the course</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.en}
</mj-text>`,
    },
    de: {
      subject: 'Fast geschafft: „{{ course }}“ ist beinahe fertig',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>Sie sind fast durch „{{ course }}“. Was fehlt, ist kurz; schließen Sie ihn ab, dann zählt er.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'finish' }}">Kurs abschließen</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.de}
</mj-text>`,
    },
  },
};
