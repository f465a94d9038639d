import { dataschemaOf, FeedbackGiven, LAUREL_SOURCE, LEARNING_EVENTS, ReasonGiven } from '@laurel/contracts';
import { type EventLog, type Reactor } from '@laurel/kernel';

/** The question that one tap answers, as facts name it. */
export const WHY_NOT_YET = 'why-not-yet';

/** Tells what the person answered as a fact, so that rules and questions read it; told twice it is the same fact. */
export const onReasonGiven =
  (log: Pick<EventLog, 'append'>): Reactor =>
  async (event) => {
    const { learner, course, run, answer } = ReasonGiven.read(event).data;
    const place = { ...(course === '' ? {} : { course }), ...(run === '' ? {} : { run }) };
    const fact = FeedbackGiven.of({ ...place, question: WHY_NOT_YET, answer });
    const cloudEvent = {
      ...{ specversion: '1.0', id: event.id, source: `${LAUREL_SOURCE}:answers`, type: fact.type },
      ...{ time: event.recordedAt.toISOString(), subject: learner },
      ...{ dataschema: dataschemaOf(fact.type, fact.version), data: fact.data },
    };
    await log.append(LEARNING_EVENTS, [{ key: learner, value: new TextEncoder().encode(JSON.stringify(cloudEvent)) }]);
  };
