import { behindFigure } from '@laurel/contracts';
import { type NamedPeople } from '@laurel/criteria-read-model';
import { segmentBook } from '@laurel/engagement-feature';
import { learnersBehind } from '@laurel/insights-feature';
import { type Parts } from './parts.ts';

type Needed = Pick<Parts, 'eventStore' | 'warehouse' | 'savedQuestions'>;

/** Laurel itself looks: what an asker may see limits the answers, not who is in a segment. */
const LAUREL = { id: 'laurel', scopes: new Set<never>(), sees: 'everyone' as const };

/** The content of a saved funnel, for criteria that name one. */
export const savedFunnelOf =
  ({ savedQuestions }: Pick<Parts, 'savedQuestions'>) =>
  async (id: string): Promise<unknown> => {
    const saved = await savedQuestions.find(id);
    return saved?.question === 'funnel' ? saved.body : undefined;
  };

/** Contexts meet here: criteria name the segments that engagement keeps and the funnels that insights answers. */
export const namedPeopleOf = (parts: Needed): NamedPeople => ({
  segment: segmentBook(parts.eventStore),
  behindFigure: async (figure, at) => {
    if (!('saved' in figure)) return learnersBehind(parts.warehouse, figure, { asker: LAUREL, asOf: at });
    const { saved, ...place } = figure;
    const funnel = await savedFunnelOf(parts)(saved);
    if (typeof funnel !== 'object' || funnel === null) throw new Error(`there is no saved funnel ${saved}`);
    const whole = behindFigure.parse({ ...funnel, ...place });
    return learnersBehind(parts.warehouse, whole, { asker: LAUREL, asOf: at });
  },
});
