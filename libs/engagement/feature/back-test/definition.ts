/** What each number of a back-test counts. */
export const DEFINITION = {
  looks:
    'once a day at midnight UTC, each with the facts that had happened and were told by then; the first look at which the ' +
    'rule held is the flag',
  enrolments: 'known at one look at least while it was in: neither left, nor completed, nor behind the end of the run',
  left:
    'the first withdrawal (or, with lapseAfter, silence of so many days) before a completion and before the end of the run; ' +
    'who came back had left all the same',
  stayed: 'completed, or in at the end of the run',
  open: 'neither so far; counts in no rate',
  flagged: 'the rule held at a look while the enrolment was in',
  flaggedTooLate:
    'the rule held first at a look when it had ended: it left, or was done, and that may not have been told',
  missed: 'left, and not flagged before',
  precision: 'left later / flagged, of those whose outcome is known, with the Wilson interval',
  recall: 'flagged before / left, with the Wilson interval',
  baseRate: 'left / enrolments whose outcome is known, with the Wilson interval',
  atRandom: 'expected if on each day as many had been drawn by lot among those still in whose outcome is known',
  lift: 'precision / atRandom.precision',
  leadTime: 'days from the flag to the leaving, over those flagged who left; quartiles of type 7',
  flagRate: 'flagged / enrolments of the group whose outcome is known, with the Wilson interval',
};
