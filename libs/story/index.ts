export { type StoryPerson } from './people.ts';
export { type Story, type StoryOptions, tellStory } from './tell-story.ts';
