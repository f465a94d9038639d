import { Brand, Button, ErrorNotice, Field } from '@laurel/web-ui';
import { useEffect, useState } from 'react';
import { factsOf } from '../api.ts';
import { useSignIn } from '../session.ts';

/** Says where the key lies, because nobody remembers. */
export const SignInPage = () => {
  const [key, setKey] = useState('');
  const signIn = useSignIn();
  useEffect(() => {
    document.title = 'Sign in · Laurel';
  }, []);
  return (
    <main className="alone">
      <Brand />
      <h1>Sign in</h1>
      <p className="lead">Laurel opens with a key.</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate(key.trim());
        }}
      >
        <Field label="Key" type="password" value={key} onChange={setKey} required autoFocus />
        {signIn.isError ? <ErrorNotice error={factsOf(signIn.error)} /> : null}
        <Button type="submit" kind="primary" pending={signIn.isPending} disabled={key.trim() === ''}>
          Sign in
        </Button>
      </form>
      <section className="hint" aria-label="Where to find a key">
        <p>
          The first key lies on the machine that runs Laurel, in the file <code>owner.key</code> of its data folder (
          <code>LAUREL_DATA_DIR</code>, by default <code>./data</code>):
        </p>
        <pre tabIndex={0}>
          <code>cat data/owner.key</code>
        </pre>
        <p>
          It can make keys for other people, each with only what they need. The browser keeps the key in a cookie that
          no script can read.
        </p>
      </section>
    </main>
  );
};
