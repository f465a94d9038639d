export { drawPicture, type PictureWords } from './draw-picture.ts';
