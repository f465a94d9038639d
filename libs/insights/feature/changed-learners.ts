import { type Changed } from '@laurel/contracts';

/** About whom a batch told something, each once. */
export class ChangedLearners {
  private readonly coursesOf = new Map<string, Set<string>>();

  add(learner: string, course: string): void {
    const courses = this.coursesOf.get(learner);
    if (courses) courses.add(course);
    else this.coursesOf.set(learner, new Set([course]));
  }

  all(): readonly Changed[] {
    return [...this.coursesOf].flatMap(([learner, courses]) => [...courses].map((course) => ({ learner, course })));
  }
}
