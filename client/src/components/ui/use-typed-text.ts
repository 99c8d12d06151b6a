import { useEffect, useRef, useState } from 'react';
import { plainText } from '../../lib/plain-text.ts';

/**
 * A letter that follows the last one after a longer pause is searched for at once. Letters that follow each other
 * faster are searched for together, once the user pauses for this time. So there is one request per pause. The films
 * appear about 50 ms after the last letter, or 50 ms plus this pause if the user types more than 16 letters per second.
 */
const PAUSE_MS = 60;

/**
 * Keeps the text of a search box and the URL in sync, in both directions.
 *
 * @param urlText the text in the URL; when it changes, for example because the user went back or removed a chip, the
 * box shows the new text
 * @param onPause called with the text when the user pauses; `undefined` if a pause does nothing
 */
export function useTypedText(urlText: string, onPause: ((text: string) => void) | undefined) {
  const [text, setText] = useState(urlText);
  const [seen, setSeen] = useState(urlText);
  const [sent, setSent] = useState(urlText);
  const [isComposing, setIsComposing] = useState(false);
  const last = useRef({ typed: urlText, atMs: -Infinity, waitMs: 0 });
  if (urlText !== seen) {
    setSeen(urlText);
    if (urlText !== sent) {
      setSent(urlText);
      setText(urlText);
    }
  }
  const typed = text.trim();
  useEffect(() => {
    if (typed === sent || isComposing) return;
    if (typed !== last.current.typed) {
      const atMs = performance.now();
      last.current = { typed, atMs, waitMs: atMs - last.current.atMs < PAUSE_MS ? PAUSE_MS : 0 };
    }
    const timer = setTimeout(() => {
      setSent(typed);
      onPause?.(typed);
    }, last.current.waitMs);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, sent, isComposing, onPause]);
  return {
    text,
    setText: (value: string) => {
      setText(plainText(value));
    },
    settled: sent,
    settle: setSent,
    /** Handlers for the input. Letters that an input method is still composing are not searched for. */
    composition: {
      onCompositionStart: () => {
        setIsComposing(true);
      },
      onCompositionEnd: () => {
        setIsComposing(false);
      },
    },
  };
}
