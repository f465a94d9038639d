import { type SavedVersion } from '@laurel/insights-domain';
import { Problematic } from '@laurel/platform';
import { type Answering, type Questions } from '../answering.ts';

/** The question that somebody saves; throws 400 with the path of every wrong field, as it stands in what is saved. */
export const readBody = (questions: Questions, question: string, body: unknown): ReturnType<Answering['read']> => {
  const answering = questions.get(question);
  if (!answering) throw new Problematic(400, 'question.schema', `question: no question is called "${question}"`);
  try {
    return answering.read(body);
  } catch (error) {
    if (!(error instanceof Problematic) || !error.more.errors) throw error;
    const errors = error.more.errors.map(({ path, reason }) => ({
      path: path === '' ? 'body' : `body.${path}`,
      reason,
    }));
    const [first] = errors;
    throw new Problematic(400, error.code, first ? `${first.path}: ${first.reason}` : error.detail, { errors });
  }
};

/** A saved question ready to be asked; an `asOf` given here wins over one that was saved. */
export const readSaved = (
  questions: Questions,
  { question, body }: SavedVersion,
  asOf?: string,
): ReturnType<Answering['read']> => readBody(questions, question, asOf === undefined ? body : { ...body, asOf });
