import { build } from './build.mjs';
import { install } from './install.mjs';
import { main } from './process.mjs';
import { startServer } from './server.mjs';

/** `npm start`: Laurel with your own data. Settings come from the environment: docs/configuration.md. */
await main(async () => {
  await install();
  await build();
  const code = await startServer(process.env, 'inherit').ended;
  return typeof code === 'number' ? code : 1;
});
