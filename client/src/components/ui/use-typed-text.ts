import { useEffect, useState } from 'react';

/**
 * The pause is long enough that a fast typist causes one request per word, and short enough that answers seem
 * immediate.
 */
const PAUSE_MS = 120;

/**
 * Keeps the text of a search box and the URL in sync, in both directions.
 *
 * @param urlText the text in the URL; when it changes, for example because the user went back or removed a chip, the
 * box shows the new text
 * @param onPause called with the text when the user pauses
 */
export function useTypedText(urlText: string, onPause: (text: string) => void) {
  const [text, setText] = useState(urlText);
  const [seen, setSeen] = useState(urlText);
  const [sent, setSent] = useState(urlText);
  if (urlText !== seen) {
    setSeen(urlText);
    if (urlText !== sent) {
      setSent(urlText);
      setText(urlText);
    }
  }
  const typed = text.trim();
  useEffect(() => {
    if (typed === sent) return;
    const timer = setTimeout(() => {
      setSent(typed);
      onPause(typed);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, sent, onPause]);
  return { text, setText, settled: sent, settle: setSent };
}
