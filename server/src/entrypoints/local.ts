import { runServer } from '../composition/run-server.ts';

await runServer();
