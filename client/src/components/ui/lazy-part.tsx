import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { showMessage } from '../../lib/message.ts';
import { texts } from '../texts.ts';

type Load<Props> = () => Promise<ComponentType<Props>>;

/**
 * A part of a page whose script loads when the part is first shown. If the script cannot be loaded, for example
 * offline, only this part is missing, until the visitor reloads the page. Chromium does not retry a script whose load
 * failed. A message says so once.
 *
 * @param loading shown until the script has loaded; by default, nothing
 */
export function lazyPart<Props extends object>(load: Load<Props>, loading: ReactNode = null): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  let isReported = false;
  return function LazyPart(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    const [hasFailed, setHasFailed] = useState(false);
    useEffect(() => {
      load().then(
        (part) => {
          loaded = part;
          setPart(() => part);
        },
        () => {
          setHasFailed(true);
          if (!isReported) showMessage(texts.partNotLoaded);
          isReported = true;
        },
      );
    }, []);
    if (Part) return <Part {...props} />;
    return hasFailed ? null : loading;
  };
}

/**
 * A part of a page whose script loads when the user asks for the part. If the script cannot be loaded, a message says
 * so.
 *
 * @returns the part, once it has loaded, and the function that loads it
 */
export function usePartOnDemand<Props>(load: Load<Props>) {
  const [part, setPart] = useState<ComponentType<Props>>();
  const open = (onLoaded: () => void) => {
    load().then(
      (loaded) => {
        setPart(() => loaded);
        onLoaded();
      },
      () => {
        showMessage(texts.partNotLoaded);
      },
    );
  };
  return [part, open] as const;
}
