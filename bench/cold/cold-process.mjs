// Measures a cold start: imports a function's bundle, has it answer one request, and prints a line as soon as it has.
// Without a bundle it measures bare Node. It is plain JavaScript, so that no type stripping is measured, and has no
// imports, because bare Node has none.
const [bundle, event] = process.argv.slice(2);
if (bundle !== undefined) {
  const { handler } = await import(bundle);
  const { statusCode, body } = await handler(JSON.parse(event), { awsRequestId: 'bench' });
  if (statusCode !== 200) throw new Error(`The function answered ${String(statusCode)}: ${body}`);
}
// Processor time is the cost of the start. The parent measures wall-clock time, which also depends on other work on the
// machine.
const { user, system } = process.cpuUsage();
process.getBuiltinModule('node:fs').writeSync(1, `${String(user + system)}\n`);
process.exit();
