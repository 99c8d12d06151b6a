import { useEffect, useState } from 'react';

/** Long enough that a fast typist asks once for a word, short enough that the answer seems to come by itself. */
const PAUSE_MS = 120;

/**
 * The text of a box that follows the URL, and that the URL follows.
 *
 * @param urlText changes by Back, by a chip taken away: then the box shows it
 * @param onPause told of the text when its writer pauses
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
