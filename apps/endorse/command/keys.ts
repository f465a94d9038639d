import { bodyKey, keyAddress, keyDocument, makeBodyKey } from '@laurel/endorsing';
import { readAs, writeNew } from './files.ts';
import { type Say } from './program.ts';

const PRIVATE = 0o600;

/** Makes a key and says what has to be published for it. */
export const makeKey = async ({ out, signer }: { readonly out: string; readonly signer?: string }, say: Say) => {
  const key = await makeBodyKey(signer);
  await writeNew(out, key, PRIVATE);
  say(`The key is in ${out}: whoever has it signs in your name. Keep a copy where no one else gets at it.`);
  say(`It signs as ${key.signer}`);
  sayPublishing(key, say);
};

/** What the body publishes, once more. */
export const showKey = async (path: string, say: Say) => {
  const key = await readAs(bodyKey, path, 'key');
  say(`It signs as ${key.signer}`);
  sayPublishing(key, say);
};

const sayPublishing = (key: Parameters<typeof keyDocument>[0], say: Say): void => {
  const address = keyAddress(key.signer);
  if (address === undefined) return;
  say(`Publish this at ${address}:`);
  say(JSON.stringify(keyDocument(key), null, 2));
};
