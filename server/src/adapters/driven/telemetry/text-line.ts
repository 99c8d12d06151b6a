import { styleText } from 'node:util';
import type { LogLine } from './log-line.ts';

/** Wide enough for nearly all types of events, so that the fields begin in the same column. */
const TYPE_WIDTH = 24;

const COLOURS = { info: 'green', warn: 'yellow', error: 'red' } as const;

/** Fields that have their own place in the line, and ids that nobody looks up at a terminal. */
const LEFT_OUT = ['timestamp', 'level', 'type', 'lambdaRequestId', 'traceId', 'coldStart'];

/** Chooses the format of the log: readable text on a terminal, and JSON everywhere else. */
export function logFormatFor(stream: { readonly isTTY?: boolean; hasColors?(): boolean }): (line: LogLine) => string {
  if (stream.isTTY !== true) return (line) => JSON.stringify(line);
  // Without colours where NO_COLOR is set.
  const hasColours = stream.hasColors?.() ?? false;
  return (line) => textLine(line, hasColours);
}

/** A line for people, such as `18:04:05 info  catalogue loaded         from=snapshot films=239 tookMs=12`. */
function textLine(line: LogLine, hasColours: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    hasColours ? styleText(style, text, { validateStream: false }) : text;
  const fields = Object.entries(line)
    .filter(([name, value]) => !LEFT_OUT.includes(name) && value !== undefined)
    .map(([name, value]) => `${paint('dim', `${name}=`)}${name === 'error' ? errorText(value) : valueText(value)}`);
  const time = new Date(line.timestamp).toTimeString().slice(0, 8);
  const level = paint(COLOURS[line.level], line.level.padEnd(5));
  const type = line.type.replaceAll('-', ' ').padEnd(TYPE_WIDTH);
  return [paint('dim', time), level, type, ...fields].join(' ').trimEnd();
}

/** Control characters are escaped, so that no text of a file or a peer can begin a line or move the cursor. */
function valueText(value: unknown): string {
  if (typeof value === 'string' && !/[\s"\p{C}]/u.test(value)) return value;
  return JSON.stringify(value).replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The messages of the error and its causes. For an error that the code does not expect, also its place in the code. */
function errorText(error: unknown): string {
  const { name, message, stack, cause } = error as Readonly<
    Record<'name' | 'message' | 'stack', string | undefined>
  > & { readonly cause?: unknown };
  const place = /\n +at (.+)/.exec(stack ?? '')?.[1];
  const own = valueText([name, message, place && `at ${place}`].filter(Boolean).join(': '));
  return cause === undefined ? own : `${own} cause=${errorText(cause)}`;
}
