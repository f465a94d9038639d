export { rememberFor, type Remembering } from './remember-for.ts';
export { openWebFetch, type WebFetchOptions } from './web-fetch.ts';
