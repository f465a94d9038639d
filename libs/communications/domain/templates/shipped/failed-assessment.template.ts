import { type TemplateSource } from '@laurel/contracts';
import { because, courseUrl } from './about-a-course.ts';

/** To somebody who did not pass: what the next attempt needs. Names no score: a letter is read over shoulders. */
export const failedAssessment: TemplateSource = {
  name: 'Failed an assessment',
  description: 'A message to who did not pass an assessment.',
  variables: { courseUrl },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'Another go at the assessment of “{{ course }}”',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>the last attempt at an assessment of “{{ course }}” did not pass. Many pass at the second one: look at the job aids and the scenarios first, then try again when you are ready.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'try-again' }}">Prepare for the next attempt</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.en}
</mj-text>`,
    },
    de: {
      subject: 'Ein neuer Anlauf für die Prüfung in „{{ course }}“',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>der letzte Versuch einer Prüfung in „{{ course }}“ war nicht bestanden. Viele bestehen beim zweiten Mal: Sehen Sie sich zuerst die Arbeitshilfen und Szenarien an, und versuchen Sie es dann in Ruhe noch einmal.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'try-again' }}">Auf den nächsten Versuch vorbereiten</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.de}
</mj-text>`,
    },
  },
};
