// npm runs this file after it has installed the packages. It installs the git hooks, and says whether Node is too old for some
// tools. It must run on Node 20 and without development dependencies.
const nodeOfNpm = /\bnode\/v(\S+)/.exec(process.env['npm_config_user_agent'] ?? '')?.[1] ?? '';
if (Number.parseInt(nodeOfNpm, 10) < 24) {
  process.stdout.write(
    `npm runs on Node ${nodeOfNpm}. Marquee needs Node 24, which its scripts take from node_modules/.bin.\n`,
  );
}
try {
  const { default: husky } = await import('husky');
  // Without a repository there is nothing to do. HUSKY=0 leaves the hooks out.
  if (process.env['HUSKY'] !== '0') process.stdout.write(husky());
} catch (error) {
  // npm ci --omit=dev
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
}
