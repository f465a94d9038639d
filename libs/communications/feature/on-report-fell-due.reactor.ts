import { ReportFellDue } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { consider } from './consider.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { occasionOfReport } from './occasion.ts';

/** A report fell due: its mail is requested, deferred or suppressed, and says why. Durable when it resolves. */
export const onReportFellDue =
  (deps: DeliveryDeps): Reactor =>
  async (event) => {
    await consider(deps, occasionOfReport(ReportFellDue.read(event).data), {
      causation: event.id,
      correlation: event.cause.correlation,
    });
  };
