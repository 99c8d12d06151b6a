// A cold start: imports a function's bundle, has it answer one request, and says when. Without a bundle it is bare Node.
// Plain JavaScript, so that no types are stripped in what is measured, and without imports, which bare Node has none of.
const [bundle, event] = process.argv.slice(2);
if (bundle !== undefined) {
  const { handler } = await import(bundle);
  const { statusCode, body } = await handler(JSON.parse(event), { awsRequestId: 'bench' });
  if (statusCode !== 200) throw new Error(`The function answered ${String(statusCode)}: ${body}`);
}
// Processor time is what the start costs; the clock of the parent says how long it takes on a machine that is shared.
const { user, system } = process.cpuUsage();
process.getBuiltinModule('node:fs').writeSync(1, `${String(user + system)}\n`);
process.exit();
