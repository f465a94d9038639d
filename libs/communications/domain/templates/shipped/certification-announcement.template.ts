import { type TemplateSource } from '@laurel/contracts';

/** To everybody it may concern: a new certification, what it asks and what it gives. No pressure: it is voluntary. */
export const certificationAnnouncement: TemplateSource = {
  name: 'Certification: announcement',
  description: 'Announces an internal certification.',
  variables: {
    programme: {
      type: 'text',
      about: 'What the certification is called',
      example: 'Certified Implementation Consultant',
    },
    url: { type: 'url', about: 'Where to read more and enrol', example: 'https://intranet.example/certification' },
    endorsedBy: {
      type: 'text',
      about: 'A body that co-signs the certificate',
      example: 'Institute of Consulting',
      default: null,
    },
  },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: 'New: become a {{ programme }}',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>from today you can become a <strong>{{ programme }}</strong>. The way there is a course you may know{% if course != '' %}, “{{ course }}”{% endif %}: a technical refresher, decision checklists, job aids, scenarios and role plays, at your own pace and between two clients.</p>
  <p>{% if endorsedBy %}The certificate is co-signed by {{ endorsedBy }}, and anybody can verify it.{% else %}Anybody can verify the certificate.{% endif %} It is voluntary, and what you have done in the course already counts.</p>
</mj-text>
<mj-button href="{{ url | track: 'read-more' }}">See what it takes</mj-button>
<mj-text>
  <p>You get this message because {{ because | join: '; ' }}.</p>
</mj-text>`,
    },
    de: {
      subject: 'Neu: {{ programme }} werden',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>ab heute können Sie <strong>{{ programme }}</strong> werden. Der Weg dorthin ist ein Kurs, den Sie vielleicht kennen{% if course != '' %}, „{{ course }}“{% endif %}: Technik zum Auffrischen, Entscheidungslisten, Arbeitshilfen, Szenarien und Rollenspiele, im eigenen Tempo und zwischen zwei Kunden.</p>
  <p>{% if endorsedBy %}Das Zertifikat ist von {{ endorsedBy }} mitgezeichnet, und jeder kann es prüfen.{% else %}Jeder kann das Zertifikat prüfen.{% endif %} Es ist freiwillig, und was Sie im Kurs schon getan haben, zählt.</p>
</mj-text>
<mj-button href="{{ url | track: 'read-more' }}">Sehen, was dazu gehört</mj-button>
<mj-text>
  <p>Sie bekommen diese Nachricht wegen: {{ because | join: '; ' }}.</p>
</mj-text>`,
    },
  },
};
