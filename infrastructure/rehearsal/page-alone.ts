// Checks a page that is installed alone: node page-alone.ts ADDRESS
const [address = ''] = process.argv.slice(2);
const page = await fetch(address);
const api = await fetch(`${address}/v1/health`);
const isAlone = page.status === 200 && api.status === 503 && (await api.text()).includes('"api-not-connected"');
if (!isAlone) {
  process.stdout.write(`The page alone is answered with ${String(page.status)}, its API with ${String(api.status)}.\n`);
  process.exitCode = 1;
}
