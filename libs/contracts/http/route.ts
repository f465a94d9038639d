import { type z } from 'zod';
import { type Scope } from '../asker.ts';

export interface Answer {
  readonly description: string;
  /** By content type. `application/json` where only a schema is given. */
  readonly content?: Readonly<Record<string, z.ZodType>>;
}

/** One address of the HTTP interface, from which OpenAPI and the browser's client are generated. */
export interface Route {
  /** The operationId: camelCase, unique. */
  readonly name: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** With `{parameters}` in braces. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Scope the key must have; `public` needs no key, `any` any valid one. */
  readonly scope: Scope | 'public' | 'any';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** By content type. */
  readonly body?: Readonly<Record<string, z.ZodType>>;
  readonly answers: Readonly<Record<number, Answer>>;
}

export const defineRoute = <const R extends Route>(route: R): R => route;
