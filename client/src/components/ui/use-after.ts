import { useEffect, useState } from 'react';

/** Whether something has lasted for so long: what is over sooner needs no sign that it is under way. */
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
