import { ManagerReportFellDue } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { consider } from '../consider.ts';
import { type DeliveryDeps } from '../delivery.deps.ts';
import { occasionOfManagerReport } from '../occasion.ts';

/** The report of a manager fell due: its mail is requested, deferred or suppressed, and says why. */
export const onManagerReportFellDue =
  (deps: DeliveryDeps): Reactor =>
  async (event) => {
    await consider(deps, occasionOfManagerReport(ManagerReportFellDue.read(event).data), {
      causation: event.id,
      correlation: event.cause.correlation,
    });
  };
