import { useEffect, useState } from 'react';

/**
 * Whether something has been under way for longer than `delayMs`. Before that, the page need not show that it is
 * waiting.
 */
export function useAfter(isUnderWay: boolean, delayMs: number): boolean {
  const [isLong, setIsLong] = useState(false);
  if (!isUnderWay && isLong) setIsLong(false);
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setTimeout(() => {
      setIsLong(true);
    }, delayMs);
    return () => {
      clearTimeout(timer);
    };
  }, [isUnderWay, delayMs]);
  return isLong && isUnderWay;
}
