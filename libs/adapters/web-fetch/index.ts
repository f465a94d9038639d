export { openWebFetch, type WebFetchOptions } from './web-fetch.ts';
