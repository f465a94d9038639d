import { type JourneyLine, type JourneyOutcome } from '@laurel/contracts';

type Line = Omit<JourneyLine, 'sentence'>;

const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

/** A line in words: when, what, of which campaign or rule, why, and what became known of it. */
export const sentenceOf = (line: Line): string => {
  const what = WHAT[line.outcome](line);
  const why = line.why.join('; ');
  const later = laterOf(line);
  return `${minute(line.at)}: ${what} (${originOf(line)}), because: ${why}${later === '' ? '' : `; ${later}`}.`;
};

const originOf = ({ campaign, rule, version, step }: Line): string => {
  const of = campaign === null ? (rule ?? 'no rule') : `campaign ${campaign}`;
  return [of, ...(version === null ? [] : [`version ${version}`]), ...(step === null ? [] : [`step ${step}`])].join(
    ', ',
  );
};

const written = ({ template, templateVersion }: Line): string => {
  if (template === null) return 'the message';
  return `the message "${template}"${templateVersion === null ? '' : ` (text version ${templateVersion})`}`;
};
const until = ({ until: when }: Line): string => (when === null ? '' : ` until ${minute(when)}`);

const WHAT: Readonly<Record<JourneyOutcome, (line: Line) => string>> = {
  entered: ({ until: starts }) => `entered the campaign${starts === null ? '' : `, which begins ${minute(starts)}`}`,
  'held-out': () => 'held out, and gets nothing of the campaign',
  'not-entered': ({ decidedBy }) => `did not enter the campaign: ${decidedBy.replaceAll('-', ' ')}`,
  due: (line) => `${written(line)} fell due`,
  requested: (line) => `${written(line)} is being sent`,
  deferred: (line) => `${line.firing === null ? 'the message of this step' : written(line)} waits${until(line)}`,
  sent: (line) => `${written(line)} was sent`,
  capped: (line) => `${written(line)} was not sent, for the person gets no more at this time`,
  suppressed: (line) => `${written(line)} was not sent`,
  pointless: (line) => `${written(line)} was not sent, for it no longer made sense`,
  refused: (line) => `${written(line)} was refused by the channel`,
  unknown: (line) => `${written(line)} may or may not have arrived, and is not sent again by itself`,
  waiting: (line) => `waits${until(line)}`,
  branched: () => 'went on',
  announced: () => 'passed an announcement',
  'goal-reached': () => 'reached the goal, and left the campaign',
  ended: ({ decidedBy }) => `left the campaign (${decidedBy.replaceAll('-', ' ')})`,
};

const laterOf = ({ later, outcome }: Line): string =>
  outcome === 'sent' || outcome === 'unknown' || outcome === 'requested'
    ? LATER.flatMap(([what, words]) => {
        const at = later[what];
        return at === null ? [] : [`${words} ${minute(at)}`];
      }).join('; ')
    : '';

const LATER: readonly (readonly [keyof Line['later'], string])[] = [
  ['delivered', 'delivered'],
  ['bounced', 'came back'],
  ['clicked', 'a link was opened'],
  ['answered', 'answered'],
  ['goalReached', 'the goal was reached'],
];
