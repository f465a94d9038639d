import { type TemplateSource } from '@laurel/contracts';

/** Where the button of a message about a course leads; without it there is no button. */
export const courseUrl: NonNullable<TemplateSource['variables']>[string] = {
  type: 'url',
  about: 'Where the course opens',
  example: 'https://lms.example/consulting',
  default: null,
};

/** Why the message came, in the words of the facts: the last line of each message about a course, as MJML and Liquid. */
export const because = {
  en: "<p>You get this message because of what your learning system told us: {{ because | join: '; ' }}.</p>",
  de: "<p>Sie bekommen diese Nachricht wegen dessen, was Ihr Lernsystem uns gesagt hat: {{ because | join: '; ' }}.</p>",
};
