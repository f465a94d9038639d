export { CERTIFICATION_CAMPAIGN } from './consulting-course.ts';
export { type Invitations } from './hearing.ts';
export { type Moments, momentsUntil } from './moments.ts';
export { type StoryPerson } from './people.ts';
export { type Story, type StoryOptions, tellStory } from './tell-story.ts';
