/** Facts that other systems tell us; the key is the subject. */
export const LEARNING_EVENTS = 'laurel.learning-events.v1';
/** Decisions that Laurel made, copied by the relay; the key is the learner. */
export const DECISIONS = 'laurel.decisions.v1';
/** Messages of the learning topic that could not be read, for those who watch Kafka. */
export const LEARNING_EVENTS_DLQ = 'laurel.learning-events.v1.dlq';
/** The source under which Laurel's own decisions appear among the facts. */
export const LAUREL_SOURCE = 'laurel';
