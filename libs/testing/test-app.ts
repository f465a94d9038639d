import { AccessGuard, AUTHENTICATOR, createLogger, LOGGER, ProblemFilter } from '@laurel/platform';
import { type ModuleMetadata } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

interface TestAppParts extends Pick<ModuleMetadata, 'imports' | 'controllers' | 'providers'> {
  /** Who holds a key; left out where the module under test knows itself. */
  readonly authenticate?: (key: string) => Promise<object | undefined>;
  /** An end does not wait for connections that are still open. */
  readonly forceCloseConnections?: boolean;
}

class TestApp {}

/** Part of the server over HTTP, with its guard and its errors; it is for the caller to `init` or `listen`, and to `close`. */
export const createTestApp = ({
  authenticate,
  providers = [],
  forceCloseConnections = false,
  ...parts
}: TestAppParts): Promise<NestFastifyApplication> => {
  const whoAsks = authenticate ? [{ provide: AUTHENTICATOR, useValue: { authenticate } }] : [];
  const server = [
    { provide: LOGGER, useValue: createLogger('silent') },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ];
  // Tokens are parts of addresses, as in the server itself.
  const adapter = new FastifyAdapter({ routerOptions: { maxParamLength: 1024 }, forceCloseConnections });
  const module = { module: TestApp, ...parts, providers: [...providers, ...whoAsks, ...server] };
  return NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false });
};
