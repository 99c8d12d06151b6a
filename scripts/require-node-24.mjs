// This file is old-style JavaScript, so that an old Node can run it and say what is wrong.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Marquee needs Node 24, and this is Node ${process.versions.node}.\n` +
      'On Linux "npm ci" installs Node 24 as the optional package "node": run it again without --omit=optional\n' +
      'and without --ignore-scripts. Elsewhere install Node 24 (https://nodejs.org) and put it first on the PATH.\n',
  );
  process.exit(1);
}
