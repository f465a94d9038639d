import { verifyRequest } from '@laurel/contracts';
import { Problematic } from '@laurel/platform';

/** What somebody wants checked: bytes, or an address where they are. */
export type Upload = { readonly bytes: Uint8Array } | { readonly url: string };

/** Reads a body of any of the content types that a credential comes in. Throws 400 where there is nothing in it. */
export const readUpload = async (body: unknown, contentType: string): Promise<Upload> => {
  if (contentType.startsWith('multipart/form-data')) return readForm(bytesOf(body), contentType);
  if (contentType.startsWith('application/x-www-form-urlencoded')) return fromFields(body);
  if (body instanceof Uint8Array || typeof body === 'string') return notEmpty(bytesOf(body));
  const asked = verifyRequest.safeParse(body);
  if (asked.success) return { url: asked.data.url };
  return notEmpty(new TextEncoder().encode(JSON.stringify(body ?? '')));
};

const readForm = async (body: Uint8Array, contentType: string): Promise<Upload> => {
  const form = await new Response(Buffer.from(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined);
  if (!form) throw nothing('The form cannot be read');
  const file = form.get('file');
  if (file instanceof File && file.size > 0) return { bytes: new Uint8Array(await file.arrayBuffer()) };
  return fromFields({ url: form.get('url'), text: form.get('text') });
};

const fromFields = (fields: unknown): Upload => {
  const [url, text] = ['url', 'text'].map((name) => {
    const value: unknown = typeof fields === 'object' && fields !== null ? Reflect.get(fields, name) : undefined;
    return typeof value === 'string' ? value.trim() : '';
  });
  if (url) return { url };
  return notEmpty(new TextEncoder().encode(text));
};

const notEmpty = (bytes: Uint8Array): Upload => {
  if (bytes.byteLength === 0) throw nothing('There is nothing to check');
  return { bytes };
};

const nothing = (what: string): Problematic =>
  new Problematic(400, 'verify.nothing', `${what}: send a file, a text or the address of one`);

const bytesOf = (body: unknown): Uint8Array =>
  body instanceof Uint8Array ? body : new TextEncoder().encode(typeof body === 'string' ? body : '');
