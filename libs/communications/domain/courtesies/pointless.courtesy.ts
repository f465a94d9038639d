import { type Courtesy, suppress } from './courtesy.ts';

export const pointless: Courtesy = {
  id: 'pointless',
  sentence: 'What lost its sense while it waited is not sent: the person did it, or its time is over.',
  objection: ({ gate, notAfter }, at) => {
    if (gate.is === 'pointless') return suppress(gate.why);
    if (notAfter === undefined || at <= notAfter) return undefined;
    return suppress(`it made sense until ${minuteOf(notAfter)} only, and cannot be sent before ${minuteOf(at)}`);
  },
};

const minuteOf = (time: Date): string => `${time.toISOString().slice(0, 16)}Z`;
