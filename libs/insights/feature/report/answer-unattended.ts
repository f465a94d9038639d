import { type Asker } from '@laurel/contracts';
import { type SavedVersion } from '@laurel/insights-domain';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Metrics, Problematic } from '@laurel/platform';
import { type Answered, type Questions } from '../answering.ts';
import { readSaved } from '../saved/saved-answers.ts';
import { type QuestionLimits, refusalOf } from '../too-heavy.ts';

interface Deps {
  readonly questions: Questions;
  readonly warehouse: Warehouse;
  readonly questionLimits: QuestionLimits;
  readonly metrics: Pick<Metrics, 'questionSeconds'>;
}

/** The answer, or why there is none however often it is asked; an outage is thrown, for it passes. */
export const answerUnattended = async (
  { questions, warehouse, questionLimits: limits, metrics }: Deps,
  saved: SavedVersion,
  { asker, asOf }: { readonly asker: Asker; readonly asOf: string },
): Promise<Answered | { readonly why: string }> => {
  const stop = metrics.questionSeconds.startTimer({ question: saved.question });
  try {
    const isAboutNow = questions.get(saved.question)?.isAboutNow === true;
    return await readSaved(questions, saved, isAboutNow ? undefined : asOf).ask(warehouse, {
      asker,
      now: new Date(asOf),
      limits,
    });
  } catch (error) {
    if (error instanceof Problematic && error.status < 500)
      return { why: `the question makes no sense any more: ${error.detail}` };
    const refusal = refusalOf(error, limits);
    if (refusal) return { why: refusal.detail };
    throw error;
  } finally {
    stop();
  }
};
