import { createServer } from 'node:https';
import { type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';

/** For localhost, body.example and other.example; signed by nobody, so whoever asks must be told to trust it. */
export const STAND_IN_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBwDCCAWagAwIBAgIUL+rDkFAS57ilhAhVzB6Ik0lLWSowCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMTGF1cmVsIHNwZWNzMCAXDTI2MTEyNTEyNDUxN1oYDzIxMjYx
MTAxMTI0NTE3WjAXMRUwEwYDVQQDDAxMYXVyZWwgc3BlY3MwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQ2Ud6NkcFLJpWPwE7EPFcscbiBDUPdCk5vBlWejbQxIbAS
wDANAQZ6VCSRbo9Q9+11QO0de9oCJnsu7jHxIjnco4GNMIGKMB0GA1UdDgQWBBQC
YW/+CwBwWnmYyXeSkSm7xeBxZjAfBgNVHSMEGDAWgBQCYW/+CwBwWnmYyXeSkSm7
xeBxZjAPBgNVHRMBAf8EBTADAQH/MDcGA1UdEQQwMC6CCWxvY2FsaG9zdIIMYm9k
eS5leGFtcGxlgg1vdGhlci5leGFtcGxlhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IQD5QzlTWG3h82gWeqHEqy3ntFUNCCWp3wZrlDxeVZOymwIgD4rzIujm087cU16S
o5Pk7QyOKdUqlkmwyqrlF+yBVWw=
-----END CERTIFICATE-----`;

/** Of no worth: everybody has it. */
const STAND_IN_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg32+0oOyVUQV4bnC+
EPXtkF+CQNZqY5idlE0N1qw4HhuhRANCAAQ2Ud6NkcFLJpWPwE7EPFcscbiBDUPd
Ck5vBlWejbQxIbASwDANAQZ6VCSRbo9Q9+11QO0de9oCJnsu7jHxIjnc
-----END PRIVATE KEY-----`;

export interface SecureStandIn {
  readonly port: number;
  /** Every connection, also one that never got to a request. */
  readonly connections: () => number;
  readonly asked: string[];
  answer: RequestListener;
  close(): Promise<void>;
}

/** A local https server that counts who comes. For specs. */
export const openSecureStandIn = async (): Promise<SecureStandIn> => {
  let connections = 0;
  const asked: string[] = [];
  const standIn = { asked, answer: ((_, response) => response.writeHead(404).end()) as RequestListener };
  const server = createServer({ key: STAND_IN_KEY, cert: STAND_IN_CERTIFICATE }, (request, response) => {
    asked.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
    standIn.answer(request, response);
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(standIn, {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
};
