import { type TemplateSource } from '@laurel/contracts';

/** To one person of the audience: a place, a way in, and until when. */
export const certificationInvitation: TemplateSource = {
  name: 'Certification: invitation',
  description: 'Invites one person to a certification.',
  variables: {
    programme: {
      type: 'text',
      about: 'What the certification is called',
      example: 'Certified Implementation Consultant',
    },
    url: { type: 'url', about: 'Where to read more and enrol', example: 'https://intranet.example/certification' },
    until: { type: 'date', about: 'Last day to enrol', example: '2026-06-30T22:00:00Z', default: null },
  },
  defaultLanguage: 'en',
  languages: {
    en: {
      subject: '{{ name }}, your way to {{ programme }}',
      body: `<mj-text>
  <p>Hello {{ name }},</p>
  <p>you work the way a <strong>{{ programme }}</strong> works. Make it visible: enrol{% if course != '' %} in “{{ course }}”{% endif %}, pass the assessment, and the certificate is yours.</p>
  <p>{% if until %}You can enrol until {{ until | day }}.{% else %}You can enrol whenever it suits you.{% endif %}</p>
</mj-text>
<mj-button href="{{ url | track: 'enrol' }}">Enrol</mj-button>
<mj-text>
  <p>You get this message because {{ because | join: '; ' }}.</p>
</mj-text>`,
    },
    de: {
      subject: '{{ name }}, Ihr Weg zu {{ programme }}',
      body: `<mj-text>
  <p>Guten Tag {{ name }},</p>
  <p>Sie arbeiten so, wie <strong>{{ programme }}</strong> arbeiten. Machen Sie es sichtbar: Melden Sie sich {% if course != '' %}für „{{ course }}“ {% endif %}an, bestehen Sie die Prüfung, und das Zertifikat gehört Ihnen.</p>
  <p>{% if until %}Anmelden können Sie sich bis {{ until | day }}.{% else %}Anmelden können Sie sich, wann es Ihnen passt.{% endif %}</p>
</mj-text>
<mj-button href="{{ url | track: 'enrol' }}">Anmelden</mj-button>
<mj-text>
  <p>Sie bekommen diese Nachricht wegen: {{ because | join: '; ' }}.</p>
</mj-text>`,
    },
  },
};
