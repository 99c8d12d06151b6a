// Measures a cold start: imports a function's bundle, has the function answer one request, and prints a line as soon as
// the answer is there. Without a bundle, it measures the start of Node without any code (bare Node). This file is plain
// JavaScript, so that type stripping is not measured. It imports nothing, so that bare Node is measured without
// imports.
const [bundle, event] = process.argv.slice(2);
if (bundle !== undefined) {
  const { handler } = await import(bundle);
  const { statusCode, body } = await handler(JSON.parse(event), { awsRequestId: 'bench' });
  if (statusCode !== 200) throw new Error(`The function answered ${String(statusCode)}: ${body}`);
}
// The line contains the processor time, which is the cost of the start itself. The parent process measures wall-clock
// time, which also depends on other work on the machine.
const { user, system } = process.cpuUsage();
process.getBuiltinModule('node:fs').writeSync(1, `${String(user + system)}\n`);
process.exit();
