import { join } from 'node:path';
import { build } from 'vite';

const root = import.meta.dirname;
const conditions = ['@laurel/source', 'module', 'production'];
const quiet = { configFile: false, logLevel: 'warn' };

/** One file that needs nothing but Node: a body runs no installation for it. */
const command = {
  ...quiet,
  root,
  ssr: { noExternal: true, resolve: { conditions: [...conditions, 'node'] } },
  build: {
    ssr: 'command/main.ts',
    outDir: join(root, 'dist'),
    emptyOutDir: false,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'laurel-endorse.mjs', codeSplitting: false } },
  },
};

/** One file as well: opened from a disk, a page may load no other. */
const inOneFile = {
  name: 'in-one-file',
  enforce: 'post',
  generateBundle(_, bundle) {
    const page = bundle['index.html'];
    for (const [name, chunk] of Object.entries(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const script = chunk.code.replaceAll('</script', '<\\/script');
      const tag = new RegExp(`<script[^>]*src="[^"]*${name}"[^>]*></script>`);
      page.source = String(page.source)
        .replace(tag, '')
        .replace('</body>', () => `<script type="module">${script}</script>\n</body>`);
      Reflect.deleteProperty(bundle, name);
    }
  },
};

const page = {
  ...quiet,
  root: join(root, 'page'),
  base: './',
  resolve: { conditions: [...conditions, 'browser'] },
  plugins: [inOneFile],
  build: {
    outDir: join(root, 'dist/page'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
};

await build(command);
await build(page);
