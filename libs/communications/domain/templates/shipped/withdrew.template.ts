import { type TemplateSource } from '@laurel/contracts';
import { because, courseUrl } from './about-a-course.ts';

/** To somebody who left of their own accord: no persuasion, and the way back. */
export const withdrew: TemplateSource = {
  name: 'Withdrew',
  description: 'A word to who withdrew from a course.',
  variables: { courseUrl },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'You left “{{ course }}”: that is fine',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>you withdrew from “{{ course }}”. It is voluntary, and you need not explain. If something about the course was in the way, tell us: it helps who comes after you.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'come-back' }}">The way back, if you want it</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.en}
</mj-text>`,
    },
    de: {
      subject: 'Sie haben „{{ course }}“ verlassen: ganz in Ordnung',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>Sie haben sich von „{{ course }}“ abgemeldet. Der Kurs ist freiwillig, und Sie müssen nichts erklären. Wenn etwas am Kurs im Weg stand, sagen Sie es uns: Das hilft denen, die nach Ihnen kommen.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'come-back' }}">Der Weg zurück, wenn Sie wollen</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.de}
</mj-text>`,
    },
  },
};
