import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What a stand-in answers to a path; `hang` never answers. */
export type Reply =
  { readonly status?: number; readonly json?: unknown; readonly headers?: Record<string, string> } | 'hang';

export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface StandIn {
  readonly url: string;
  readonly asked: Asked[];
  /** By the beginning of the path; the longest that fits answers. */
  replies: Record<string, Reply>;
  /** Again is harmless. */
  close(): Promise<void>;
}

/** A local server that speaks as much of an API as is asked of it, and remembers what it was asked. For specs. */
export const openStandIn = async (): Promise<StandIn> => {
  const asked: Asked[] = [];
  const standIn = { asked, replies: {} as Record<string, Reply> };
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      asked.push({ path, authorization: request.headers.authorization, body });
      const known = Object.keys(standIn.replies).filter((beginning) => path.startsWith(beginning));
      const longest = known.sort((a, b) => b.length - a.length)[0];
      const reply = longest === undefined ? { status: 404 } : standIn.replies[longest];
      if (reply === 'hang' || !reply) return;
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.json === undefined ? '' : JSON.stringify(reply.json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(standIn, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
};
