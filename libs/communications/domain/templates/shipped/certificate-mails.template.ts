import { type TemplateSource } from '@laurel/contracts';

const variables: NonNullable<TemplateSource['variables']> = {
  title: { type: 'text', about: 'The programme, with the level', example: 'Certified consultant, Senior' },
  verifyUrl: { type: 'url', about: 'Where it is checked', example: 'https://laurel.example/verify/1' },
  sharingUrl: {
    ...{ type: 'url', about: 'Where its owner decides what others see', example: 'https://laurel.example/sharing/1' },
    default: null,
  },
  asks: { type: 'list', about: 'What renews it', example: ['Reach at least 70% in the exam.'], most: 20, default: [] },
  expiresAt: { type: 'date', about: 'Its end', example: '2027-06-30T10:00:00Z', default: null },
};

interface Said {
  readonly subject: string;
  /** Paragraphs as Liquid. */
  readonly says: readonly string[];
}
type Says = Readonly<Record<'en' | 'de', Said>>;

const HELLO = { en: 'Hello {{ name }},', de: 'Guten Tag {{ name }},' } as const;
const HOLD = {
  en: {
    button: 'Look at it and check it',
    says: [
      'It is attached: keep the files, they are checked without us as well.{% if expiresAt %} It holds until {{ expiresAt | day }}.{% endif %}',
      '{% if sharingUrl %}Nobody else sees it on our pages unless you want it: <a href="{{ sharingUrl }}">decide who does</a>.{% endif %}',
    ],
  },
  de: {
    button: 'Ansehen und prüfen',
    says: [
      'Es hängt an: Bewahren Sie die Dateien auf, sie lassen sich auch ohne uns prüfen.{% if expiresAt %} Es gilt bis {{ expiresAt | day }}.{% endif %}',
      '{% if sharingUrl %}Auf unseren Seiten sieht es sonst niemand, wenn Sie es nicht wollen: <a href="{{ sharingUrl }}">entscheiden Sie, wer</a>.{% endif %}',
    ],
  },
} as const;
const WHY = { en: "The reason: {{ because | join: '; ' }}.", de: "Der Grund: {{ because | join: '; ' }}." } as const;

const bodyOf = (language: 'en' | 'de', says: readonly string[], button: string | undefined): string => {
  const paragraphs = [HELLO[language], ...says].map((text) => `  <p>${text}</p>`).join('\n');
  const link = button === undefined ? '' : `\n<mj-button href="{{ verifyUrl }}">${button}</mj-button>`;
  return `<mj-text>\n${paragraphs}\n</mj-text>${link}`;
};

/** With the files: what was earned, or given back. */
const carrying = (name: string, description: string, { en, de }: Says): TemplateSource => ({
  ...{ name, description, variables, defaultLanguage: 'en' },
  languages: {
    en: { subject: en.subject, body: bodyOf('en', [...en.says, ...HOLD.en.says], HOLD.en.button) },
    de: { subject: de.subject, body: bodyOf('de', [...de.says, ...HOLD.de.says], HOLD.de.button) },
  },
});

/** Without: it has lost its force. */
const telling = (name: string, description: string, { en, de }: Says): TemplateSource => ({
  ...{ name, description, variables, defaultLanguage: 'en' },
  languages: {
    en: { subject: en.subject, body: bodyOf('en', en.says, undefined) },
    de: { subject: de.subject, body: bodyOf('de', de.says, undefined) },
  },
});

/** One for each change of a certificate that its owner is told of, by the kind of the notice. */
export const certificateMails: Readonly<Record<string, TemplateSource>> = {
  'certificate-issued': carrying('Certificate', 'A certificate was earned; the files are attached.', {
    en: { subject: 'Your certificate: {{ title }}', says: ['congratulations: you are now “{{ title }}”.'] },
    de: { subject: 'Ihr Zertifikat: {{ title }}', says: ['herzlichen Glückwunsch: Sie sind nun „{{ title }}“.'] },
  }),
  'certificate-renewed': carrying('Certificate renewed', 'A certificate was renewed; the files are attached.', {
    en: {
      subject: 'Renewed: {{ title }}',
      says: ['you renewed “{{ title }}”. The one before holds until its own end.'],
    },
    de: {
      subject: 'Erneuert: {{ title }}',
      says: ['Sie haben „{{ title }}“ erneuert. Das bisherige gilt bis zu seinem Ende.'],
    },
  }),
  'certificate-replaced': carrying(
    'Certificate replaced',
    'A certificate takes the place of one that no longer says what is so.',
    {
      en: {
        subject: 'Replaced: {{ title }}',
        says: ['a new certificate “{{ title }}” takes the place of the one you have, which no longer counts.', WHY.en],
      },
      de: {
        subject: 'Ersetzt: {{ title }}',
        says: ['ein neues Zertifikat „{{ title }}“ ersetzt Ihr bisheriges, das nicht mehr gilt.', WHY.de],
      },
    },
  ),
  'certificate-reinstated': carrying('Certificate reinstated', 'The suspension of a certificate was lifted.', {
    en: { subject: 'In force again: {{ title }}', says: ['your certificate “{{ title }}” is in force again.', WHY.en] },
    de: { subject: 'Wieder gültig: {{ title }}', says: ['Ihr Zertifikat „{{ title }}“ gilt wieder.', WHY.de] },
  }),
  'certificate-suspended': telling('Certificate suspended', 'A certificate is not in force until further notice.', {
    en: {
      subject: 'Suspended: {{ title }}',
      says: ['your certificate “{{ title }}” is suspended: until further notice it is not in force.', WHY.en],
    },
    de: {
      subject: 'Ausgesetzt: {{ title }}',
      says: ['Ihr Zertifikat „{{ title }}“ ist ausgesetzt: Bis auf Weiteres gilt es nicht.', WHY.de],
    },
  }),
  'certificate-expiring': telling('Certificate expiring', 'The renewal window of a certificate has opened.', {
    en: {
      subject: 'Until {{ expiresAt | day }}: {{ title }}',
      says: [
        'your certificate “{{ title }}” holds until {{ expiresAt | day }}. What you do from now on counts for its renewal, and you lose no day by being early.',
        '{% for ask in asks %}{{ ask }} {% endfor %}',
      ],
    },
    de: {
      subject: 'Bis {{ expiresAt | day }}: {{ title }}',
      says: [
        'Ihr Zertifikat „{{ title }}“ gilt bis {{ expiresAt | day }}. Was Sie von jetzt an tun, zählt für die Erneuerung, und wer früh dran ist, verliert keinen Tag.',
        '{% for ask in asks %}{{ ask }} {% endfor %}',
      ],
    },
  }),
  'certificate-expired': telling('Certificate expired', 'A certificate has come to its end.', {
    en: {
      subject: 'Expired: {{ title }}',
      says: [
        'your certificate “{{ title }}” expired on {{ expiresAt | day }}. What you did stays on record; you may earn it again.',
      ],
    },
    de: {
      subject: 'Abgelaufen: {{ title }}',
      says: [
        'Ihr Zertifikat „{{ title }}“ ist am {{ expiresAt | day }} abgelaufen. Was Sie geleistet haben, bleibt vermerkt; Sie können es neu erwerben.',
      ],
    },
  }),
  'certificate-revoked': telling('Certificate revoked', 'A certificate has lost its force for good.', {
    en: {
      subject: 'Revoked: {{ title }}',
      says: [
        'your certificate “{{ title }}” was revoked: it is no longer in force.',
        WHY.en,
        'If you think that this is wrong, answer your learning team: when the facts are put right, a new certificate follows by itself.',
      ],
    },
    de: {
      subject: 'Widerrufen: {{ title }}',
      says: [
        'Ihr Zertifikat „{{ title }}“ wurde widerrufen: Es gilt nicht mehr.',
        WHY.de,
        'Wenn Sie das für falsch halten, wenden Sie sich an Ihr Lernteam: Sind die Fakten berichtigt, folgt von selbst ein neues Zertifikat.',
      ],
    },
  }),
};
