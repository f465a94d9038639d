import { Figure, Figures, formatCount, formatShare } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';

type CourseFigures = Schemas['AskCourseOverviewAnswer']['totals'];

export const finishedOf = ({ completed }: Pick<CourseFigures, 'completed'>): number =>
  completed.pass + completed.distinction + completed.fail + completed.other;

/** The two rates carry their denominators, because "completion" means something else to everybody. */
export const Totals = ({ totals }: { readonly totals: CourseFigures }) => {
  const finished = finishedOf(totals);
  const passed = totals.completed.pass + totals.completed.distinction;
  return (
    <Figures label="All together">
      <Figure
        name="Enrolments"
        value={formatCount(totals.enrolments)}
        hint={`${formatCount(totals.learners)} learners`}
      />
      <Figure
        name="Still learning"
        value={formatCount(totals.current)}
        hint={`${formatCount(totals.activeLast7Days)} active in the last 7 days`}
      />
      <Figure name="Never started" value={formatCount(totals.neverStarted)} hint="enrolled, and no activity since" />
      <Figure name="Left" value={formatCount(totals.withdrawn)} hint="and somebody told us" />
      <Figure
        name="Silent"
        value={formatCount(totals.lapsed)}
        hint={`no activity for as long as the course allows; ${formatCount(totals.returned)} came back after being lost`}
      />
      <Figure
        name="Finished"
        value={formatShare(totals.completionRate)}
        hint={`${formatCount(finished)} of ${formatCount(totals.enrolments)} enrolments, with any result`}
      />
      <Figure
        name="Passed"
        value={formatShare(totals.passRate)}
        hint={`${formatCount(passed)} of ${formatCount(finished)} who finished; ${formatCount(totals.completed.distinction)} with distinction`}
      />
      <Figure
        name="Median score"
        value={formatShare(totals.assessments.medianScaled)}
        hint={`${formatCount(totals.assessments.scored)} scored results of ${formatCount(totals.assessments.submitted)}`}
      />
    </Figures>
  );
};
