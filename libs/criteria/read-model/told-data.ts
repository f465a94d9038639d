import { z } from 'zod';

const object = z.record(z.string(), z.unknown());

/** The data of a fact as the warehouse holds it; where no leaf looks at it, none was read, and '{}' stands for it. */
export const toldData = (data: string): Readonly<Record<string, unknown>> =>
  data === '{}' ? {} : object.parse(JSON.parse(data));

/** The facts that say where an enrolment stands. */
export const STANDING: readonly string[] = ['learning.Enrolled', 'learning.CourseCompleted', 'learning.Withdrawn'];
