export { renderPoster } from './render-poster.ts';
