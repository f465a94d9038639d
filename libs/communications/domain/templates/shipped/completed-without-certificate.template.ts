import { type TemplateSource } from '@laurel/contracts';
import { because, courseUrl } from './about-a-course.ts';

/** The course is done, the certification is not: what is left is said, without pressing. */
export const completedWithoutCertificate: TemplateSource = {
  name: 'Completed without a certificate',
  description: 'To who completed a course and has no certificate yet.',
  variables: { courseUrl },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: '“{{ course }}” is done: the certificate is not far',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>you completed “{{ course }}”, and there is no certificate for you yet. Something that it asks is still open: an assessment, or a practical part that somebody has to see. Your learning team can tell you what it is.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'see-what-is-left' }}">See what is left</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.en}
</mj-text>`,
    },
    de: {
      subject: '„{{ course }}“: nicht mehr weit zum Zertifikat',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>Sie haben „{{ course }}“ abgeschlossen, und ein Zertifikat gibt es für Sie noch nicht. Etwas, das dazugehört, ist noch offen: eine Prüfung oder ein praktischer Teil, den jemand sehen muss. Ihr Lernteam kann Ihnen sagen, was es ist.</p>
</mj-text>
<mj-raw>{% if courseUrl %}</mj-raw>
<mj-button href="{{ courseUrl | track: 'see-what-is-left' }}">Sehen, was noch fehlt</mj-button>
<mj-raw>{% endif %}</mj-raw>
<mj-text>
  ${because.de}
</mj-text>`,
    },
  },
};
