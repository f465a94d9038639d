/** Open Badges 3.0, 5.3.2. */
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const OPENING = '<openbadges:credential';
const CLOSING = '</openbadges:credential>';

export const isSvg = (text: string): boolean =>
  /^\s*<(\?xml|!--|!DOCTYPE svg|svg)\b/i.test(text.slice(0, 200)) && text.includes('<svg');

/** The picture with the credential inside, as its first child; one that it had before is gone. */
export const bakeSvg = (picture: string, credential: string): string => {
  const clean = withoutCredential(picture);
  const at = clean.indexOf('<svg');
  const end = at < 0 ? -1 : clean.indexOf('>', at);
  if (end < 0 || clean[end - 1] === '/') throw new Error('the picture is no SVG with something in it');
  const root = clean.slice(at, end);
  const named = root.includes('xmlns:openbadges=') ? root : `${root} xmlns:openbadges="${NAMESPACE}"`;
  return `${clean.slice(0, at)}${named}>${elementOf(credential)}${clean.slice(end + 1)}`;
};

/** A JWT is an attribute; a document the content, where no `>` may end the CDATA section: JSON has another way to write it. */
const elementOf = (credential: string): string =>
  credential.startsWith('{')
    ? `${OPENING}><![CDATA[${credential.replaceAll('>', '\\u003e')}]]>${CLOSING}`
    : `${OPENING} verify="${credential}">${CLOSING}`;

/** The credential inside; undefined: there is none. No XML is parsed, so that nothing in it can be expanded. */
export const unbakeSvg = (picture: string): string | undefined => {
  const { attributes, content } = bakedIn(picture) ?? { attributes: '', content: '' };
  const [, jwt] = /\bverify\s*=\s*["']([\w.-]*)["']/.exec(attributes) ?? [];
  return [jwt, cdataOf(content) ?? unescaped(content)].map((text) => text?.trim()).find((text) => text);
};

interface Baked {
  readonly from: number;
  readonly to: number;
  readonly attributes: string;
  readonly content: string;
}

/** Each letter is looked at a few times only, however the text was made. */
const bakedIn = (picture: string): Baked | undefined => {
  const from = picture.indexOf(OPENING);
  const end = from < 0 ? -1 : picture.indexOf('>', from);
  if (end < 0) return undefined;
  const attributes = picture.slice(from + OPENING.length, end);
  if (attributes.endsWith('/')) return { from, to: end + 1, attributes, content: '' };
  const close = picture.indexOf(CLOSING, end);
  return close < 0
    ? undefined
    : { from, to: close + CLOSING.length, attributes, content: picture.slice(end + 1, close) };
};

const withoutCredential = (picture: string): string => {
  const baked = bakedIn(picture);
  return baked ? picture.slice(0, baked.from) + picture.slice(baked.to) : picture;
};

const cdataOf = (content: string): string | undefined => {
  const [start, end] = [content.indexOf('<![CDATA['), content.indexOf(']]>')];
  return start < 0 || end < start ? undefined : content.slice(start + '<![CDATA['.length, end);
};

const unescaped = (content: string): string =>
  content.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
