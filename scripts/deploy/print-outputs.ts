// Reads `terraform output -json` on standard input, and prints `name=value` on each line.
import { text } from 'node:stream/consumers';

const outputs = JSON.parse(await text(process.stdin)) as Record<string, { readonly value: string }>;
for (const [name, { value }] of Object.entries(outputs)) process.stdout.write(`${name}=${value}\n`);
