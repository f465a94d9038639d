import { type Template } from './template.ts';

/** To somebody who enrolled and never came: no reproach, one thing to do, and why it was written. */
export const neverStartedTemplate: Template = ({ name, course, because, publicUrl }) => ({
  subject: `Your place in “${course}” is waiting`,
  paragraphs: [
    `Hello ${name},`,
    `you enrolled in “${course}” and have not started yet. The first step takes a few minutes: open the course and look around.`,
    'If it no longer fits, withdraw in your learning system: then nobody will remind you.',
    `You get this message because of what your learning system told us: ${because.join('; ')}.`,
    `Sent once by Laurel (${publicUrl}).`,
  ],
});
