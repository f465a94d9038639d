const DAY_MS = 86_400_000;

/**
 * A back-test worked out the long way, from what was told and nothing else: every enrolment is looked at on every day with
 * the facts that had happened and were told by then. The rule is one of two: silent for so many days, or not passed at any
 * attempt. Facts: { learner, type, at, told, passed? } in whole milliseconds; one enrolment for each learner.
 */
export const backTestByHand = (facts, { rule, days, asOf, runEnd }) => {
  const learners = [...new Set(facts.map(({ learner }) => learner))].sort();
  const people = learners.map((learner) =>
    personOf(
      facts.filter((one) => one.learner === learner),
      { rule, days, asOf, runEnd },
    ),
  );
  const watched = people.filter((one) => one.days.length > 0);
  const decided = watched.filter(({ outcome }) => outcome !== 'open');
  const flagged = decided.filter(({ flag }) => flag !== undefined);
  const left = watched.filter(({ outcome }) => outcome === 'left');
  const hits = flagged.filter(({ outcome }) => outcome === 'left');
  let byLot = 0;
  for (const { flag } of flagged) {
    const inThen = decided.filter((one) => one.days.includes(flag));
    byLot += inThen.filter(({ outcome }) => outcome === 'left').length / inThen.length;
  }
  const lead = hits.map(({ end, flag }) => (end - flag) / DAY_MS).sort((a, b) => a - b);
  return {
    enrolments: watched.length,
    left: left.length,
    stayed: watched.filter(({ outcome }) => outcome === 'stayed').length,
    open: watched.filter(({ outcome }) => outcome === 'open').length,
    flagged: watched.filter(({ flag }) => flag !== undefined).length,
    tooLate: watched.filter(({ tooLate }) => tooLate).length,
    precision: [hits.length, flagged.length],
    recall: [hits.length, left.length],
    baseRate: [left.length, decided.length],
    byLot,
    lead: lead.length === 0 ? null : [0.25, 0.5, 0.75].map((p) => typeSeven(lead, p)),
  };
};

const personOf = (facts, { rule, days, asOf, runEnd }) => {
  const known = facts.filter(({ at, told }) => at <= asOf && told <= asOf);
  const done = times(known, 'CourseCompleted')[0] ?? Infinity;
  const gone = times(known, 'Withdrawn')[0] ?? Infinity;
  const over = Math.min(done, runEnd);
  const outcome = gone <= over && gone <= asOf ? 'left' : over <= asOf ? 'stayed' : 'open';
  const end = outcome === 'left' ? gone : outcome === 'stayed' ? over : asOf;
  const lookDays = [];
  let [flag, tooLate] = [undefined, false];
  const first = Math.ceil(Math.min(...facts.map(({ at, told }) => Math.max(at, told))) / DAY_MS) * DAY_MS;
  for (let look = first; look <= asOf; look += DAY_MS) {
    const then = facts.filter(({ at, told }) => at <= look && told <= look);
    if (times(then, 'Enrolled').length === 0) continue;
    const stillIn = outcome === 'open' ? look <= end : look < end;
    if (stillIn) lookDays.push(look);
    if (flag !== undefined || tooLate || !holds(then, rule, days, look)) continue;
    if (stillIn) flag = look;
    else tooLate = true;
  }
  return { outcome, end, days: lookDays, flag, tooLate };
};

const times = (facts, type) =>
  facts
    .filter((one) => one.type === type)
    .map(({ at }) => at)
    .sort((a, b) => a - b);

const holds = (facts, rule, days, look) => {
  const enrolled = times(facts, 'Enrolled');
  const gone = times(facts, 'Withdrawn').at(-1);
  const back = enrolled.find((at) => gone !== undefined && at > gone);
  if (times(facts, 'CourseCompleted').length > 0 || (gone !== undefined && back === undefined)) return false;
  if (rule === 'failed') {
    const tries = facts.filter(({ type }) => type === 'AssessmentSubmitted');
    return tries.some(({ passed }) => !passed) && !tries.some(({ passed }) => passed);
  }
  const began = back ?? enrolled[0];
  const seen = times(facts, 'ContentViewed');
  return look - began >= days * DAY_MS && !seen.some((at) => at >= look - days * DAY_MS);
};

/** R's quantile(type = 7). */
const typeSeven = (ascending, p) => {
  const place = (ascending.length - 1) * p;
  const low = ascending[Math.floor(place)];
  return low + (place - Math.floor(place)) * (ascending[Math.ceil(place)] - low);
};
