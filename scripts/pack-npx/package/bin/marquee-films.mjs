#!/usr/bin/env node
// Starts Marquee. The code in dist is built for Node 20 and newer.
import './node-20.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  process.stderr.write(
    `Marquee needs Node 20.11 or newer, and this is Node ${process.versions.node}: https://nodejs.org\n`,
  );
  process.exit(1);
}
// npx passes no signal on. So the server ends when npx ends, as with npm start.
if (process.env['npm_command'] === 'exec') process.argv.push('--parent', String(process.ppid));
await import('../dist/local.mjs');
