import { unbakePng } from '@laurel/open-badges';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { drawPicture, linesOf } from './draw-picture.ts';

const words = { title: 'Certified implementation consultant', issuer: 'Learn', document: '{"a":"ü"}' };

it('draws a picture of the size that previews have, which carries the credential', async () => {
  const png = await drawPicture({ ...words, holder: 'Ann Example' });
  const image = await loadImage(Buffer.from(png));
  expect([image.width, image.height]).toEqual([1_200, 630]);
  expect(unbakePng(png, 1_000)).toBe(words.document);
});

it('has no name on it unless there is one to show', async () => {
  const inked = async (holder: string | null) => {
    const image = await loadImage(Buffer.from(await drawPicture({ ...words, holder })));
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 385, 1_200, 110);
    return data.some((value, at) => at % 4 === 0 && value < 100);
  };
  expect([await inked('Ann Example'), await inked(null)]).toEqual([true, false]);
});

it.each([
  ['one two three', 2, ['one two', 'three']],
  ['one two three four five', 2, ['one two', 'three…']],
  ['incomprehensibilities', 1, ['incompr…']],
  ['one two three four', 1, ['one two…']],
])('breaks %j into at most %i lines', (text, most, lines) => {
  expect(linesOf(text, (line) => line.length <= 8, most)).toEqual(lines);
});
