/** A course as it was described; nothing of it need be told. */
export interface DescribedCourse {
  readonly title: string;
  readonly repeats: boolean;
  readonly modules: readonly CourseModule[];
}

export interface CourseModule {
  readonly id: string;
  readonly title?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly requiredFor?: readonly string[] | undefined;
}

/** By id of the course. */
export type CourseBook = ReadonlyMap<string, DescribedCourse>;

export const titleOf = (course: string, courses: CourseBook): string => courses.get(course)?.title || course;

interface Progress {
  readonly course: string;
  readonly modules: readonly string[];
  readonly share: number | null;
}

/** Before which required module somebody is, in the order of the course; else how far, as well as it was told. */
export const whereIs = (
  { course, modules: finished, share }: Progress,
  role: string | null,
  courses: CourseBook,
): string => {
  const required = (courses.get(course)?.modules ?? []).filter((one) => isRequired(one, role));
  const next = required.findIndex(({ id }) => !finished.includes(id));
  const module = required[next];
  if (module) return `before module ${next + 1} of ${required.length}: ${module.title ?? module.id}`;
  if (required.length > 0) return `all ${required.length} modules finished, course not completed`;
  return howFar(finished.length, share);
};

const howFar = (count: number, share: number | null): string => {
  if (share !== null) return `at ${Math.round(share * 100)} %`;
  return count === 0 ? 'begun, no progress told' : `after ${count} ${count === 1 ? 'module' : 'modules'}`;
};

const isRequired = ({ optional = false, requiredFor = [] }: CourseModule, role: string | null): boolean =>
  !optional && (requiredFor.length === 0 || (role !== null && requiredFor.includes(role)));
