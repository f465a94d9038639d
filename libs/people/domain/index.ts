export * from './people.port.ts';
