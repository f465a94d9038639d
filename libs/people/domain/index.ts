export * from './availability-timeline.ts';
export * from './people.port.ts';
