import { type Clock, type NewId } from '@laurel/kernel';
import { uuidv7 } from 'uuidv7';

export const systemClock: Clock = { now: () => new Date() };
export const newId: NewId = uuidv7;

/** Injection tokens of what every feature may need. */
export const CLOCK = Symbol('Clock');
export const NEW_ID = Symbol('NewId');
