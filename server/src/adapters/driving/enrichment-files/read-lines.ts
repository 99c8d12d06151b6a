import { plainBytes } from '../import-file/plain-bytes.ts';
import { atLine, fileFault, type SourceFile } from './source-file.ts';

/** Ten times the longest line of the data sets that Marquee reads. A longer line is not held in memory. */
const MAX_LINE_LENGTH = 1_048_576;

/**
 * Reads a file of UTF-8 line by line. A line may end with LF or CR LF, and the last line may have no line end. Empty
 * lines are left out. Lines are passed to a function, because awaiting each of 50 million lines would take a minute.
 *
 * @param take receives each line with its number, from 1
 * @param bytes the file's decompressed bytes, if the caller has opened it already
 * @throws MarqueeError `invalid` if the file is damaged, is not UTF-8, or has a line of more than a million characters
 */
export async function readLines(
  file: SourceFile,
  take: (line: string, number: number) => void,
  bytes?: AsyncIterable<Uint8Array>,
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let number = 0;
  const takeAll = (text: string, isEnd: boolean) => {
    const lines = isEnd || text.includes('\n') ? (rest + text).split('\n') : [rest + text];
    rest = isEnd ? '' : (lines.pop() ?? '');
    for (const line of lines) {
      number += 1;
      const content = line.endsWith('\r') ? line.slice(0, -1) : line;
      if (content !== '') take(content, number);
    }
    if (rest.length > MAX_LINE_LENGTH) {
      throw fileFault(file, number + 1, `is longer than ${String(MAX_LINE_LENGTH)} characters.`);
    }
    file.onRows(lines.length);
  };
  try {
    for await (const chunk of bytes ?? plainBytes(await file.open())) {
      takeAll(decode(file, number + 1, decoder, chunk), false);
    }
    takeAll(decode(file, number + 1, decoder), true);
  } catch (error) {
    throw atLine(file, number + 1, error);
  }
}

/**
 * A copy of a part of a line. In memory, a part refers to the text of its whole chunk, so keeping the part would keep
 * the chunk. The titles of 36,000 films would keep a file of 2 GB in memory.
 */
export function copyOf(part: string): string {
  return Buffer.from(part).toString();
}

function decode(file: SourceFile, line: number, decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (error) {
    throw fileFault(file, line, 'this line, or one soon after it, is not UTF-8.', error);
  }
}
