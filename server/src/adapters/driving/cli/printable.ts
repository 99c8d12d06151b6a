/** Characters that control a terminal, or that begin a line or change the direction of the text after them. */
const CONTROLS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Escapes a text for a terminal. Texts of a file or a peer could otherwise move the cursor, change what has been
 * printed, or set the title of the window.
 */
export function printable(text: string): string {
  return text.replace(CONTROLS, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Like {@link printable}, but keeps line ends. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** JSON that is safe on a terminal. Its meaning is the same, because only strings have such characters. */
export function printableJson(value: unknown, space?: number): string {
  return JSON.stringify(value, undefined, space).replace(CONTROLS, (one) =>
    one === '\n' ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
